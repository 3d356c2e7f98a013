#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/dockerfile.h"
#include "lib/dockerignore.h"
#include "rules/dockerfile.h"
#include "rules/sink.h"

/* Fake values, in pieces. */
#define RANDOM_VALUE "vR7mKq2XwT9z" "Lb4NcJ6h"

struct bench {
	struct fi_dockerfile *df;
	struct fi_ignore *ig;
	struct fi_strs files;
	struct fi_sink sink;
	struct fi_case c;
};

static void bench_done(struct bench *b)
{
	fi_sink_done(&b->sink);
	fi_strs_done(&b->files);
	fi_dockerfile_free(b->df);
	fi_ignore_free(b->ig);
}

static const struct fi_rule *rule(const char *id)
{
	for (size_t i = 0; i < fi_rules_dockerfile_n; i++)
		if (strcmp(fi_rules_dockerfile[i].id, id) == 0)
			return &fi_rules_dockerfile[i];
	fail_msg("no rule %s", id);
	return NULL;
}

/* Run one rule; `ignore` and `file` (one name in the folder) may be NULL. */
static void run(struct bench *b, const char *id, const char *text, const char *ignore,
	const char *file)
{
	const struct fi_rule *r = rule(id);

	assert_int_equal(fi_dockerfile_parse(text, strlen(text), &b->df, NULL), FI_OK);
	if (ignore)
		assert_int_equal(fi_ignore_parse(ignore, strlen(ignore), &b->ig, NULL), FI_OK);
	if (file)
		assert_int_equal(fi_strs_add(&b->files, file), FI_OK);
	b->c = (struct fi_case){ .image_index = -1, .dockerfile = b->df, .ignore = b->ig,
		.dockerfile_name = "Dockerfile", .folder = ".", .context_files = &b->files };
	r->judge(&b->c, r, &b->sink);
	assert_false(b->sink.nomem);
}

struct row {
	const char *text;
	int severity; /* of the first report; -1: none */
	unsigned line;
};

static void check(const char *id, const struct row *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		FI_AUTO(bench_done) struct bench b = { 0 };
		int got;

		run(&b, id, row[i].text, NULL, NULL);
		got = b.sink.n ? (int)b.sink.list[0].severity : -1;
		if (got != row[i].severity)
			fail_msg("%s: severity %d for %s", id, got, row[i].text);
		if (got >= 0 && b.sink.list[0].place.line != row[i].line)
			fail_msg("%s: line %u for %s", id, b.sink.list[0].place.line, row[i].text);
	}
}

#define CHECK(id, rows) check(id, rows, sizeof(rows) / sizeof((rows)[0]))

static void env_values_are_judged_by_name_and_value(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nENV A=b \\\n DB_PASSWORD=" RANDOM_VALUE, FI_HIGH, 3 },
		{ "FROM a\nENV DB_PASSWORD " RANDOM_VALUE, FI_HIGH, 2 },
		{ "FROM a\nENV DATABASE_URL=postgres://shop:" RANDOM_VALUE "@db.acme.io/shop", FI_HIGH, 2 },
		{ "FROM a\nARG TOKEN\nENV NPM_TOKEN=$TOKEN", FI_MEDIUM, 3 },
		{ "FROM a\nARG TOKEN\nENV NPM_TOKEN=${TOKEN}\nFROM b", FI_LOW, 3 },
		{ "FROM a\nENV PASSWORD_FILE=/run/secrets/password API_KEY_HEADER=X-Api-Key "
		  "SECRET_NAME=prod/db", -1, 0 },
		{ "FROM a\nENV DB_PASSWORD=changeme PORT=3000", -1, 0 },
		{ "FROM a\nENV NPM_TOKEN=$OTHER", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-secret-env", rows);
}

static void build_arguments_with_secret_names_are_reported(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nARG NPM_TOKEN", FI_MEDIUM, 2 },
		{ "FROM a\nARG NPM_TOKEN=changeme", FI_MEDIUM, 2 },
		{ "FROM a\nARG NPM_TOKEN=" RANDOM_VALUE, FI_HIGH, 2 },
		{ "FROM a\nARG NPM_TOKEN\nFROM b", FI_LOW, 2 },
		{ "FROM a\nARG NODE_ENV=production", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-secret-arg", rows);
}

static void secrets_in_commands_are_found(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nRUN x && \\\n export API_KEY=" RANDOM_VALUE " && y", FI_HIGH, 3 },
		{ "FROM a\nRUN tool --password " RANDOM_VALUE, FI_HIGH, 2 },
		{ "FROM a\nRUN tool --password=" RANDOM_VALUE, FI_HIGH, 2 },
		{ "FROM a\nRUN curl -H \"Authorization: Bearer " RANDOM_VALUE "\" https://x.io", FI_HIGH, 2 },
		{ "FROM a\nRUN curl -u bob:" RANDOM_VALUE " https://x.io", FI_HIGH, 2 },
		{ "FROM a\nRUN git clone https://bob:" RANDOM_VALUE "@git.acme.io/x.git", FI_HIGH, 2 },
		{ "FROM a\nRUN <<EOF\nset -e\nTOKEN=" RANDOM_VALUE "\nEOF", FI_HIGH, 4 },
		{ "FROM a\nRUN [\"tool\", \"--token\", \"" RANDOM_VALUE "\"]", FI_HIGH, 2 },
		{ "FROM a\nRUN tool --password $PW --token=${TOKEN} --api-key \"$(cat /k)\"", -1, 0 },
		{ "FROM a\nRUN tool --password-stdin --token-file=/run/secrets/t", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-secret-run", rows);
}

static void secrets_in_metadata_are_found(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nLABEL com.acme.deploy.password=\"" RANDOM_VALUE "\"", FI_HIGH, 2 },
		{ "FROM a\nHEALTHCHECK CMD wget -q http://h:" RANDOM_VALUE "@app.acme.io/", FI_HIGH, 2 },
		{ "FROM a\nCMD [\"httpd\",\"--password=" RANDOM_VALUE "\"]", FI_HIGH, 2 },
		{ "FROM a\nADD https://u:" RANDOM_VALUE "@acme.io/x /x", FI_HIGH, 2 },
		{ "FROM a\nLABEL org.opencontainers.image.source=https://github.com/x/y", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-secret-command", rows);
}

static void a_secret_mount_is_the_right_way(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nARG NPM_TOKEN\nRUN x \\\n && echo $NPM_TOKEN > .npmrc", FI_MEDIUM, 4 },
		{ "FROM a\nARG NPM_TOKEN\nRUN echo $NPM_TOKEN > .npmrc\nFROM b", FI_LOW, 3 },
		{ "FROM a\nARG NPM_TOKEN\nRUN --mount=type=secret,id=npm,env=NPM_TOKEN npm $NPM_TOKEN", -1, 0 },
		{ "FROM a\nRUN --mount=type=secret,id=n TOKEN=$(cat /run/secrets/n) npm ci", -1, 0 },
		{ "FROM a\nRUN echo $NPM_TOKEN", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-arg-secret-in-run", rows);
}

static void the_fix_for_a_token_is_the_exact_mount(void **state)
{
	FI_AUTO(bench_done) struct bench b = { 0 };

	(void)state;
	run(&b, "dockerfile-arg-secret-in-run",
		"FROM a\nARG NPM_TOKEN\nRUN echo $NPM_TOKEN > .npmrc\n", NULL, NULL);
	assert_non_null(strstr(b.sink.list[0].fix, "--mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN"));
	assert_non_null(strstr(b.sink.list[0].message, "into .npmrc"));
}

static void no_message_shows_the_secret(void **state)
{
	FI_AUTO(bench_done) struct bench b = { 0 };

	(void)state;
	run(&b, "dockerfile-secret-run", "FROM a\nRUN PASSWORD=" RANDOM_VALUE " x", NULL, NULL);
	assert_int_equal(b.sink.n, 1);
	assert_null(strstr(b.sink.list[0].message, RANDOM_VALUE));
	assert_string_equal(b.sink.list[0].masked, "vR7m...****");
}

static void leaky_names_are_found_in_copy(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nCOPY aws/credentials /root/.aws/credentials", FI_MEDIUM, 2 },
		{ "FROM a\nCOPY [\"x\", \"ssh/id_rsa\", \"/root/.ssh/\"]", FI_MEDIUM, 2 },
		{ "FROM a\nADD ./certs/server.key /etc/", FI_MEDIUM, 2 },
		{ "FROM a\nCOPY .npmrc .\nFROM b", FI_MEDIUM, 2 },
		{ "FROM a\nCOPY .env.example fullchain.pem id_rsa.pub /x/", -1, 0 },
		{ "FROM a\nCOPY <<EOF /app/.env\nA=b\nEOF", -1, 0 },
		{ "FROM a\nCOPY package.json .", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-copy-secret-file", rows);
}

static void the_last_user_of_the_image_decides(void **state)
{
	static const struct row rows[] = {
		{ "FROM node:22\nCMD x", FI_MEDIUM, 1 },
		{ "FROM a AS b\nUSER app\nFROM c\nCMD x", FI_MEDIUM, 3 },
		{ "FROM a\nUSER app\nUSER 0:0", FI_MEDIUM, 3 },
		{ "FROM a\nUSER root\nENTRYPOINT exec gosu app x", FI_LOW, 2 },
		{ "FROM a AS b\nUSER app\nFROM b\nCMD x", -1, 0 },
		{ "FROM a\nUSER 1000:1000", -1, 0 },
		{ "FROM a\nARG U\nUSER $U", -1, 0 },
		{ "FROM gcr.io/distroless/nodejs22:nonroot\nCMD x", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-root-user", rows);
}

static void what_has_no_shell_is_given_a_user_by_number(void **state)
{
	static const char *const texts[] = { "FROM scratch\nCMD [\"/x\"]",
		"FROM gcr.io/distroless/static:1\nUSER root\nCMD [\"/x\"]" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		FI_AUTO(bench_done) struct bench b = { 0 };

		run(&b, "dockerfile-root-user", texts[i], NULL, NULL);
		assert_int_equal(b.sink.n, 1);
		assert_non_null(strstr(b.sink.list[0].fix, "USER 65532"));
		assert_null(strstr(b.sink.list[0].fix, "useradd"));
	}
}

static void bases_without_a_version_are_reported(void **state)
{
	static const struct row rows[] = {
		{ "FROM node", FI_MEDIUM, 1 },
		{ "FROM acme:5000/node:latest", FI_MEDIUM, 1 },
		{ "ARG V=latest\nFROM node:$V", FI_MEDIUM, 2 },
		{ "FROM a AS x\nFROM b:1", FI_LOW, 1 },
		{ "FROM b:1\nCOPY --from=nginx:latest /x /x", FI_LOW, 2 },
		{ "FROM node@sha256:0000", -1, 0 },
		{ "FROM acme:5000/node:22\nCOPY --from=0 /x /x", -1, 0 },
		{ "FROM scratch", -1, 0 },
		{ "FROM a:1 AS b\nFROM b", -1, 0 },
		{ "ARG V\nFROM node:$V", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-latest-base", rows);
}

static void bases_from_arguments_need_a_default(void **state)
{
	static const struct row rows[] = {
		{ "ARG V\nFROM node:$V", FI_MEDIUM, 2 },
		{ "ARG V=22\nFROM node:$V", -1, 0 },
		{ "FROM node:${V:-22}", -1, 0 },
		{ "FROM base-$TARGETARCH:1", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-arg-base", rows);
}

static void odd_ports_are_told_from_ordinary_ones(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nEXPOSE 3000 22", FI_MEDIUM, 2 },
		{ "FROM a\nENV P=5432\nEXPOSE ${P}/tcp", FI_LOW, 3 },
		{ "FROM a\nEXPOSE 9000-9300", FI_LOW, 2 },
		{ "FROM a\nEXPOSE 8080 53/udp 3000-3010", -1, 0 },
		{ "FROM a\nEXPOSE 22\nFROM b", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-exposed-port", rows);
}

static void downloads_that_run_are_found(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nRUN x && \\\n curl -fsSL https://x.io | bash -s -- -y", FI_MEDIUM, 3 },
		{ "FROM a\nRUN wget -qO- https://x.io | sudo -E /bin/sh", FI_MEDIUM, 2 },
		{ "FROM a\nRUN curl x | gunzip | sh", FI_MEDIUM, 2 },
		{ "FROM a\nRUN sh -c \"$(curl -fsSL x)\"", FI_MEDIUM, 2 },
		{ "FROM a\nRUN bash <(curl x)", FI_MEDIUM, 2 },
		{ "FROM a\nRUN <<EOF\ncurl x | python3\nEOF", FI_MEDIUM, 3 },
		{ "FROM a\nRUN curl x | tar xz && sh install.sh", -1, 0 },
		{ "FROM a\nRUN curl x -o y; sh y | tee log", -1, 0 },
		{ "FROM a\nRUN apt-get install -y curl bash", -1, 0 },
		{ "FROM a\nRUN V=$(curl x) && echo $V", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-curl-pipe-sh", rows);
}

static void open_modes_are_found(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nRUN chmod -R 0777 /x", FI_LOW, 2 },
		{ "FROM a\nRUN chmod a+rwx /x", FI_LOW, 2 },
		{ "FROM a\nCOPY --chmod=666 x /x", FI_LOW, 2 },
		{ "FROM a\nRUN chmod 755 /777 && chmod +x a && chmod 1777 /tmp", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-chmod-777", rows);
}

static void checks_turned_off_are_found(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nENV NODE_TLS_REJECT_UNAUTHORIZED=0", FI_MEDIUM, 2 },
		{ "FROM a\nRUN curl -sSLk x", FI_MEDIUM, 2 },
		{ "FROM a\nRUN curl --insecure x", FI_MEDIUM, 2 },
		{ "FROM a\nRUN pip install --trusted-host x y", FI_MEDIUM, 2 },
		{ "FROM a\nRUN curl -o kubectl x && tar -k", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-tls-off", rows);
}

static void add_of_urls_wants_a_checksum(void **state)
{
	static const struct row rows[] = {
		{ "FROM a\nADD http://x.io/y /y", FI_MEDIUM, 2 },
		{ "FROM a\nADD https://x.io/y /y", FI_LOW, 2 },
		{ "FROM a\nADD --checksum=sha256:00 https://x.io/y /y", -1, 0 },
		{ "FROM a\nADD https://github.com/x/y.git#v1 /y", -1, 0 },
	};

	(void)state;
	CHECK("dockerfile-add-url", rows);
}

struct ignored {
	const char *text, *ignore, *file;
	int severity;
	const char *says; /* in message or fix */
};

static void check_ignored(const char *id, const struct ignored *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		FI_AUTO(bench_done) struct bench b = { 0 };
		int got;

		run(&b, id, row[i].text, row[i].ignore, row[i].file);
		got = b.sink.n ? (int)b.sink.list[0].severity : -1;
		if (got != row[i].severity)
			fail_msg("%s, row %zu: severity %d", id, i, got);
		if (got >= 0 && !strstr(b.sink.list[0].fix, row[i].says) &&
			!strstr(b.sink.list[0].message, row[i].says))
			fail_msg("%s, row %zu: %s %s", id, i, b.sink.list[0].message,
				b.sink.list[0].fix);
	}
}

static void files_that_are_there_and_let_in_are_named(void **state)
{
	static const struct ignored rows[] = {
		{ "FROM a\nCOPY . .", ".git\n", ".env", FI_HIGH, "`**/.env*`" },
		{ "FROM a\nCOPY app/ .", ".git\n", "app/.env", FI_HIGH, "line 2" },
		{ "FROM a\nCOPY . .", ".env*\n", ".git/", FI_MEDIUM, "`**/.git`" },
		{ "FROM a\nCOPY . .\nFROM b", ".git\n", ".env", FI_MEDIUM, "a build stage" },
		{ "FROM a\nCOPY . .", "**/.env*\n!.env\n.git", ".env", FI_HIGH, "`**/.env*`" },
		{ "FROM a\nCOPY dist/ .", ".git\n", ".env", -1, "" },
		{ "FROM a\nCOPY --from=b . .", ".git\n", ".env", -1, "" },
		{ "FROM a\nCOPY . .", ".git\n", NULL, FI_LOW, "`**/.env*`" },
		{ "FROM a\nCOPY . .", ".git\n", NULL, FI_LOW, "`**/*.pem`" },
		{ "FROM a\nCOPY . .", ".git\n.env*\n", NULL, -1, "" },
		{ "FROM a\nCOPY . .", "*\n!src\n", ".env", -1, "" },
		{ "FROM a\nCOPY . .", NULL, ".env", -1, "" },
	};

	(void)state;
	check_ignored("dockerignore-lets-secrets", rows, sizeof(rows) / sizeof(rows[0]));
}

static void a_missing_ignore_file_matters_when_everything_is_copied(void **state)
{
	static const struct ignored rows[] = {
		{ "FROM a\nCOPY . .", NULL, NULL, FI_MEDIUM, "as soon as they are there" },
		{ "FROM a\nADD ./ /app/", NULL, ".env", FI_HIGH, ".env gets in" },
		{ "FROM a\nCOPY . .", NULL, ".git/", FI_MEDIUM, ".git/ gets in" },
		{ "FROM a\nCOPY src/ .", NULL, ".env", -1, "" },
		{ "FROM a\nCOPY app/ .", NULL, "app/.env", FI_HIGH, "app/.env gets in" },
		{ "FROM a\nCOPY . .", "x", ".env", -1, "" },
	};

	(void)state;
	check_ignored("dockerignore-missing", rows, sizeof(rows) / sizeof(rows[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(env_values_are_judged_by_name_and_value),
		cmocka_unit_test(build_arguments_with_secret_names_are_reported),
		cmocka_unit_test(secrets_in_commands_are_found),
		cmocka_unit_test(secrets_in_metadata_are_found),
		cmocka_unit_test(a_secret_mount_is_the_right_way),
		cmocka_unit_test(the_fix_for_a_token_is_the_exact_mount),
		cmocka_unit_test(no_message_shows_the_secret),
		cmocka_unit_test(leaky_names_are_found_in_copy),
		cmocka_unit_test(the_last_user_of_the_image_decides),
		cmocka_unit_test(what_has_no_shell_is_given_a_user_by_number),
		cmocka_unit_test(bases_without_a_version_are_reported),
		cmocka_unit_test(bases_from_arguments_need_a_default),
		cmocka_unit_test(odd_ports_are_told_from_ordinary_ones),
		cmocka_unit_test(downloads_that_run_are_found),
		cmocka_unit_test(open_modes_are_found),
		cmocka_unit_test(checks_turned_off_are_found),
		cmocka_unit_test(add_of_urls_wants_a_checksum),
		cmocka_unit_test(files_that_are_there_and_let_in_are_named),
		cmocka_unit_test(a_missing_ignore_file_matters_when_everything_is_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
