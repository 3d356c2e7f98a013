#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules/trace.h"

#define ROWS_MAX 24
#define HASH	 "fa676ca4f5358a9c9194b3bc7e06f68b5db0e51e2d9f2e352550554eb99dfc2d"
#define NOP	 "/bin/sh -c #(nop) "

/* One row of history and the line it must lead to. */
struct row {
	const char *created_by;
	unsigned line;
};

static void check(const char *file, const struct row *row)
{
	FI_AUTO(fi_dockerfile_freep) struct fi_dockerfile *df = NULL;
	struct fi_history history[ROWS_MAX] = { 0 };
	struct fi_image image = { .config.history = history };
	struct fi_err err = { 0 };
	unsigned *lines = NULL;

	for (; row[image.config.nhistory].created_by; image.config.nhistory++)
		history[image.config.nhistory].created_by =
			(char *)(uintptr_t)row[image.config.nhistory].created_by;
	assert_int_equal(fi_dockerfile_parse(file, strlen(file), &df, &err), FI_OK);
	if (fi_trace_dockerfile(&image, df, &lines, &err) != FI_OK)
		fail_msg("%s", err.text);
	for (size_t i = 0; row[i].created_by; i++)
		if (lines[i] != row[i].line)
			fail_msg("%s: line %u", row[i].created_by, lines[i]);
	free(lines);
}

/* As acme/webshop of the corpus, which two builders made. */
static const char webshop[] = "FROM acme/debian-node:12 AS final\n"
			      "ARG NPM_TOKEN\n"
			      "WORKDIR /app\n"
			      "COPY package.json package-lock.json ./\n"
			      "RUN echo \"_authToken=${NPM_TOKEN}\" > .npmrc && \\\n"
			      "    echo \"always-auth=true\" >> .npmrc\n"
			      "COPY node_modules ./node_modules\n"
			      "RUN rm -f .npmrc\n"
			      "COPY app/ .\n"
			      "ENV NODE_ENV=production A=b\n"
			      "LABEL org.title=\"web shop\"\n"
			      "EXPOSE 3000 80/udp\n"
			      "HEALTHCHECK --interval=30s CMD [\"node\",\"-e\",\"process.exit(0)\"]\n"
			      "CMD [\"node\",\"server.js\"]\n";

static void classic_builder_rows_are_found(void **state)
{
	static const struct row rows[] = {
		{ NOP "ADD file:" HASH " in / ", 0 },
		{ NOP " CMD [\"bash\"]", 0 },
		{ NOP " ARG NPM_TOKEN", 2 },
		{ NOP "WORKDIR /app", 3 },
		{ NOP "COPY multi:" HASH " in ./ ", 4 },
		{ "|1 NPM_TOKEN=x /bin/sh -c echo \"_authToken=${NPM_TOKEN}\" > .npmrc &&     "
		  "echo \"always-auth=true\" >> .npmrc", 5 },
		{ NOP "COPY dir:" HASH " in ./node_modules ", 7 },
		{ "|1 NPM_TOKEN=x /bin/sh -c rm -f .npmrc", 8 },
		{ NOP "COPY dir:" HASH " in . ", 9 },
		{ NOP " ENV NODE_ENV=production A=b", 10 },
		{ NOP " LABEL org.title=web shop", 11 },
		{ NOP " EXPOSE 3000 80/udp", 12 },
		{ NOP " HEALTHCHECK &{[\"CMD\" \"node\" \"-e\" \"process.exit(0)\"] \"30s\" \"0s\" "
		      "'\\x00'}", 13 },
		{ NOP " CMD [\"node\" \"server.js\"]", 14 },
		{ NULL, 0 },
	};

	(void)state;
	check(webshop, rows);
}

static void buildkit_rows_are_found(void **state)
{
	static const struct row rows[] = {
		{ "ADD rootfs.tar / # buildkit", 0 },
		{ "CMD [\"bash\"]", 0 },
		{ "ARG NPM_TOKEN", 2 },
		{ "WORKDIR /app", 3 },
		{ "COPY package.json package-lock.json ./ # buildkit", 4 },
		{ "RUN |1 NPM_TOKEN=x /bin/sh -c echo \"_authToken=${NPM_TOKEN}\" > .npmrc &&     "
		  "echo \"always-auth=true\" >> .npmrc # buildkit", 5 },
		{ "COPY node_modules ./node_modules # buildkit", 7 },
		{ "RUN |1 NPM_TOKEN=x /bin/sh -c rm -f .npmrc # buildkit", 8 },
		{ "COPY app/ . # buildkit", 9 },
		{ "ENV NODE_ENV=production A=b", 10 },
		{ "LABEL org.title=web shop", 11 },
		{ "EXPOSE map[3000/tcp:{} 80/udp:{}]", 12 },
		{ "HEALTHCHECK &{[\"CMD\" \"node\" \"-e\" \"process.exit(0)\"] \"30s\" \"0s\" "
		  "\"0s\" \"0s\" '\\x00'}", 13 },
		{ "CMD [\"node\" \"server.js\"]", 14 },
		{ NULL, 0 },
	};

	(void)state;
	check(webshop, rows);
}

static void buildah_rows_are_found(void **state)
{
	static const struct row rows[] = {
		{ "/bin/sh -c [\"/bin/busybox\",\"--install\"]", 2 },
		{ NOP "ARG TOKEN", 3 },
		{ NOP "SHELL [\"/bin/sh\",\"-ec\"]", 4 },
		{ "|1 TOKEN=x /bin/sh -c true", 5 },
		{ "|1 TOKEN=x /bin/sh -c true", 6 },
		{ NOP "HEALTHCHECK --interval=5s CMD wget -q / || exit 1", 7 },
		{ NOP "ONBUILD ENV N=1", 8 },
		{ NOP "VOLUME [\"/var/lib/tool\"]", 9 },
		{ NOP "CMD [\"/bin/busybox\",\"httpd\"]", 10 },
		{ NULL, 0 },
	};

	(void)state;
	check("FROM scratch\nRUN [\"/bin/busybox\",\"--install\"]\nARG TOKEN=default\n"
	      "SHELL [\"/bin/sh\",\"-ec\"]\nRUN true\nRUN true\n"
	      "HEALTHCHECK --interval=5s CMD wget -q / || exit 1\nONBUILD ENV N=1\n"
	      "VOLUME [\"/var/lib/tool\"]\nCMD [\"/bin/busybox\",\"httpd\"]\n", rows);
}

static void another_text_is_no_match(void **state)
{
	static const struct row rows[] = {
		{ "RUN /bin/sh -c npm ci --force # buildkit", 0 },
		{ "RUN /bin/sh -c echo npm ci # buildkit", 0 },
		{ "COPY other /app # buildkit", 0 },
		{ NOP "COPY multi:" HASH " in /app ", 0 },
		{ "ENV A=2", 0 },
		{ "ARG TOKENS", 0 },
		{ "ADD src /app # buildkit", 0 },
		{ "USER $U", 0 },
		{ "nonsense", 0 },
		{ "", 0 },
		{ NULL, 0 },
	};

	(void)state;
	check("FROM a\nRUN npm ci\nCOPY src /app\nENV A=1\nARG TOKEN\nUSER $V\n", rows);
}

static void variables_stand_for_anything(void **state)
{
	static const struct row rows[] = {
		{ "COPY amd64.env /cfg/amd64.env # buildkit", 3 },
		{ "WORKDIR /srv/api", 4 },
		{ "ENV PATH=/app/bin:/usr/bin", 5 },
		{ NULL, 0 },
	};

	(void)state;
	check("FROM a\nARG ARCH\nCOPY ${ARCH}.env /cfg/${ARCH}.env\nWORKDIR api\n"
	      "ENV PATH=/app/bin:$PATH\n", rows);
}

static void of_equal_rows_the_last_ones_are_ours(void **state)
{
	static const struct row rows[] = {
		{ "ENV A=1", 0 },
		{ "RUN /bin/sh -c true # buildkit", 0 },
		{ "RUN /bin/sh -c true # buildkit", 2 },
		{ "ENV A=1", 3 },
		{ NULL, 0 },
	};

	(void)state;
	check("FROM a\nRUN true\nENV A=1\n", rows);
}

static void stages_that_the_last_one_builds_on_count(void **state)
{
	static const struct row rows[] = {
		{ "RUN /bin/sh -c base # buildkit", 2 },
		{ "RUN /bin/sh -c other # buildkit", 0 },
		{ "RUN /bin/sh -c last # buildkit", 6 },
		{ NULL, 0 },
	};

	(void)state;
	check("FROM a AS base\nRUN base\nFROM b\nRUN other\nFROM base\nRUN last\n", rows);
}

static void a_heredoc_is_its_body(void **state)
{
	static const struct row rows[] = {
		{ "RUN /bin/sh -c set -e\nnpm ci\n # buildkit", 2 },
		{ NULL, 0 },
	};

	(void)state;
	check("FROM a\nRUN <<EOF\nset -e\nnpm ci\nEOF\n", rows);
}

static void flags_and_mounts_are_passed_over(void **state)
{
	static const struct row rows[] = {
		{ "RUN /bin/sh -c npm ci # buildkit", 2 },
		{ "COPY --chown=node:node /app /app # buildkit", 3 },
		{ NULL, 0 },
	};

	(void)state;
	check("FROM a\nRUN --mount=type=secret,id=npm npm ci\n"
	      "COPY --from=build --chown=node:node /app /app\n", rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classic_builder_rows_are_found),
		cmocka_unit_test(buildkit_rows_are_found),
		cmocka_unit_test(buildah_rows_are_found),
		cmocka_unit_test(another_text_is_no_match),
		cmocka_unit_test(variables_stand_for_anything),
		cmocka_unit_test(of_equal_rows_the_last_ones_are_ours),
		cmocka_unit_test(stages_that_the_last_one_builds_on_count),
		cmocka_unit_test(a_heredoc_is_its_body),
		cmocka_unit_test(flags_and_mounts_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
