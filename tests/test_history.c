/* test_history.c - rows of every builder's dialect, without the builder's noise. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "layers/config.h"

struct row {
	const char *by, *shown;
};

static void shows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		FI_AUTO(fi_freep) char *text = fi_history_clean(rows[i].by);

		assert_string_equal(text, rows[i].shown);
	}
}
#define SHOWS(rows) shows((rows), sizeof(rows) / sizeof((rows)[0]))

static void the_classic_builders_rows_are_read(void **state)
{
	static const struct row rows[] = {
		{ "/bin/sh -c npm ci", "RUN npm ci" },
		{ "/bin/sh -c #(nop)  ENV A=b", "ENV A=b" },
		{ "/bin/sh -c #(nop) COPY file:0a1b in /app ", "COPY file:0a1b in /app" },
		{ "/bin/sh -c #(nop)  CMD [\"node\" \"a.js\"]", "CMD [\"node\" \"a.js\"]" },
		{ "/bin/sh -c #(nop)  ARG TOKEN=default", "ARG TOKEN=default" },
		/* SHELL changes the prefix. */
		{ "/bin/sh -ec #(nop) WORKDIR /app", "WORKDIR /app" },
		{ "/bin/bash -o pipefail -c curl x | tar x", "RUN curl x | tar x" },
		{ "/bin/bash -e -o pipefail -c make", "RUN make" },
		{ "/bin/ash -euxc make", "RUN make" },
	};

	(void)state;
	SHOWS(rows);
}

static void buildkits_rows_are_read(void **state)
{
	static const struct row rows[] = {
		{ "RUN /bin/sh -c npm ci # buildkit", "RUN npm ci" },
		{ "COPY . /app # buildkit", "COPY . /app" },
		{ "ENV A=b", "ENV A=b" },
		{ "ARG X=default", "ARG X=default" },
		{ "EXPOSE map[3000/tcp:{}]", "EXPOSE map[3000/tcp:{}]" },
		{ "EXPOSE [3000/tcp]", "EXPOSE [3000/tcp]" },
		{ "USER node", "USER node" },
		{ "HEALTHCHECK &{[\"CMD-SHELL\" \"cmd\"] \"5s\" \"0s\" \"0s\" \"0s\" '\\x00'}",
			"HEALTHCHECK &{[\"CMD-SHELL\" \"cmd\"] \"5s\" \"0s\" \"0s\" \"0s\" '\\x00'}" },
		/* A heredoc keeps its lines; the mark stands behind the last. */
		{ "RUN /bin/sh -c set -e\nnpm ci\n # buildkit", "RUN set -e\nnpm ci" },
		{ "RUN /bin/sh -c echo '# buildkit' > a # buildkit", "RUN echo '# buildkit' > a" },
		{ "RUN npm ci # buildkit", "RUN npm ci" },
	};

	(void)state;
	SHOWS(rows);
}

static void values_of_build_arguments_are_left_out(void **state)
{
	static const struct row rows[] = {
		{ "|1 NPM_TOKEN=hunter2 /bin/sh -c npm ci", "RUN npm ci" },
		{ "RUN |2 A=hunter2 B=x /bin/sh -c npm ci # buildkit", "RUN npm ci" },
		{ "|2 A= B= /bin/sh -c npm ci", "RUN npm ci" },
		{ "|0 /bin/sh -c npm ci", "RUN npm ci" },
		/* Not quoted: a value goes on behind its spaces. */
		{ "RUN |1 A=hun ter 2 /bin/bash -o pipefail -c npm ci # buildkit", "RUN npm ci" },
		{ "RUN |1 A=x B=hunter2 /bin/sh -c npm ci # buildkit", "RUN npm ci" },
		{ "|1 A=x /bin/sh -c sh -c npm ci", "RUN sh -c npm ci" },
	};

	(void)state;
	SHOWS(rows);
}

static void arguments_without_a_shell_behind_them_show_nothing(void **state)
{
	static const char *const rows[] = { "RUN |1 A=hunter2 npm ci # buildkit",
		"|1 A=hun hunter2", "|1", "|9 A=hunter2 /bin/sh -c npm ci",
		"|99999999999999999999 A=hunter2", "RUN |1 A=hunter2 cmd /S /C npm ci" };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		FI_AUTO(fi_freep) char *text = fi_history_clean(rows[i]);

		assert_lacks(text, "hunter2");
		assert_contains(text, "RUN (a command behind build arguments)");
	}
}

static void rows_of_no_dialect_stay_as_they_are(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ " ", "" },
		{ "|", "|" },
		{ "# buildkit", "" },
		{ "RUN ", "RUN " },
		{ "crane append", "crane append" },
		{ "bazel build ...", "bazel build ..." },
		{ "ADD rootfs.tar /", "ADD rootfs.tar /" },
		{ "/bin/sh", "RUN /bin/sh" },
		{ "/bin/sh -", "RUN /bin/sh -" },
		{ "/bin/sh -x script", "RUN /bin/sh -x script" },
		/* RUN ["/bin/x", "y"] of the classic builder. */
		{ "/usr/bin/npm ci", "RUN /usr/bin/npm ci" },
	};

	(void)state;
	SHOWS(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_classic_builders_rows_are_read),
		cmocka_unit_test(buildkits_rows_are_read),
		cmocka_unit_test(values_of_build_arguments_are_left_out),
		cmocka_unit_test(arguments_without_a_shell_behind_them_show_nothing),
		cmocka_unit_test(rows_of_no_dialect_stay_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
