/* What everything says about a port, and who wins a variable. */
#include "tests/lib_test.h"

#include <string.h>

#include "layers/config.h"
#include "lib/dockerfile.h"
#include "lib/flyconf.h"
#include "rules/truth.h"

#define SECRET                                                                         \
	"q7Zr4Lw9Xc2Vb8Nm"                                                             \
	"1Kd6Tf3Hy5Gs0Jp"

/* A case of an image and a fly.toml. */
struct made {
	struct fi_case c;
	struct fi_image image;
	struct fi_flyconf *fly;
	struct fi_dockerfile *df;
};

static void make(struct made *m, const char *fly, const char *config, const char *docker)
{
	struct fi_err err = { 0 };

	*m = (struct made){ .c = { .image_index = 0, .fly_name = "fly.toml" } };
	assert_ok(fi_flyconf_parse("fly.toml", fly, strlen(fly), &m->fly, &err), &err);
	m->c.fly = m->fly;
	if (config) {
		assert_ok(fi_config_parse(
				  config, strlen(config), &m->image.config, &err),
			&err);
		m->c.image = &m->image;
	}
	if (docker) {
		assert_ok(fi_dockerfile_parse(docker, strlen(docker), &m->df, &err),
			&err);
		m->c.dockerfile = m->df;
		m->c.dockerfile_name = "Dockerfile";
	}
}

static void made_done(struct made *m)
{
	fi_flyconf_free(m->fly);
	fi_dockerfile_free(m->df);
	fi_image_done(&m->image);
}

#define HTTP "[http_service]\ninternal_port = 8080\n"

static const struct fi_truth_row *row(
	const struct fi_truth_service *s, const char *source)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->rows[i].source, source))
			return &s->rows[i];
	fail_msg("no row %s", source);
	return NULL;
}

static void every_source_has_a_row_and_a_verdict(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_truth t;

	(void)state;
	make(&m, "[env]\nPORT = '3000'\n" HTTP "[[http_service.checks]]\npath = '/up'\n",
		"{\"config\":{\"Env\":[\"A=b\",\"PORT=4000\"],"
		"\"ExposedPorts\":{\"8080/tcp\":{}}}}",
		NULL);
	assert_true(fi_truth_of(&m.c, &t));
	assert_int_equal(t.n, 1);
	assert_int_equal(row(&t.v[0], "[env] PORT")->verdict, FI_TRUTH_DIFFERS);
	assert_int_equal(row(&t.v[0], "[env] PORT")->at.line, 2);
	assert_int_equal(row(&t.v[0], "ENV PORT")->verdict, FI_TRUTH_OVERRIDDEN);
	assert_string_equal(row(&t.v[0], "ENV PORT")->at.config, "Env[1]");
	assert_int_equal(row(&t.v[0], "EXPOSE")->verdict, FI_TRUTH_AGREES);
	assert_int_equal(row(&t.v[0], "http check /up")->at.line, 5);
	fi_truth_done(&t);
}

static void the_one_line_to_change_is_named(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_truth t;

	(void)state;
	make(&m, HTTP, "{\"config\":{\"Cmd\":[\"serve\",\"--port\",\"3000\"]}}",
		NULL);
	assert_true(fi_truth_of(&m.c, &t));
	assert_true(t.v[0].differs);
	assert_string_equal(t.v[0].fix, "internal_port = 3000");
	assert_int_equal(t.v[0].fix_at.line, 2);
	fi_truth_done(&t);
}

static void a_server_that_binds_loopback_by_default_is_known(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_truth t;

	(void)state;
	make(&m, HTTP,
		"{\"config\":{\"Cmd\":[\"uvicorn\",\"main:app\",\"--port\",\"8080\"]}}",
		NULL);
	assert_true(fi_truth_of(&m.c, &t));
	assert_false(t.v[0].differs);
	assert_true(t.v[0].loopback >= 0);
	assert_string_equal(t.v[0].fix, "Add --host 0.0.0.0 to the command.");
	fi_truth_done(&t);
}

static void a_variable_or_flag_takes_the_default_away(void **state)
{
	static const char *const configs[] = {
		"{\"config\":{\"Cmd\":[\"uvicorn\",\"a:b\",\"--host\",\"0.0.0.0\","
		"\"--port\",\"8080\"]}}",
		"{\"config\":{\"Cmd\":[\"uvicorn\",\"a:b\",\"--port=8080\"],"
		"\"Env\":[\"UVICORN_HOST=0.0.0.0\"]}}",
		"{\"config\":{\"Cmd\":[\"gunicorn\",\"a:b\"],"
		"\"Env\":[\"PORT=8080\"]}}",
		"{\"config\":{\"Cmd\":[\"gunicorn\",\"-k\",\"uvicorn\",\"a:b\"],"
		"\"Env\":[\"PORT=8080\"]}}",
		"{\"config\":{\"Cmd\":[\"python\",\"manage.py\",\"runserver\","
		"\"0.0.0.0:8080\"]}}",
		"{\"config\":{\"Cmd\":[\"hypercorn\",\"-c\",\"h.toml\",\"a:b\"]}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(configs) / sizeof(configs[0]); i++) {
		FI_AUTO(made_done) struct made m;
		struct fi_truth t;

		make(&m, HTTP, configs[i], NULL);
		assert_true(fi_truth_of(&m.c, &t));
		if (t.v[0].differs || t.v[0].loopback >= 0)
			fail_msg("%s", configs[i]);
		fi_truth_done(&t);
	}
}

static void the_flag_of_a_known_server_wins_over_expose(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_truth t;

	(void)state;
	make(&m, HTTP,
		"{\"config\":{\"Cmd\":[\"uvicorn\",\"a:b\",\"--host\",\"0.0.0.0\","
		"\"--port\",\"8000\"],\"ExposedPorts\":{\"8080/tcp\":{}}}}",
		NULL);
	assert_true(fi_truth_of(&m.c, &t));
	assert_true(t.v[0].differs);
	assert_int_equal(t.v[0].best, 8000);
	fi_truth_done(&t);
}

static void a_port_of_another_service_is_not_held_against_this_one(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_truth t;

	(void)state;
	make(&m, "[env]\nPORT = '9000'\n" HTTP "[[services]]\ninternal_port = 9000\n",
		NULL, NULL);
	assert_true(fi_truth_of(&m.c, &t));
	assert_int_equal(t.n, 2);
	assert_false(t.v[0].differs);
	assert_int_equal(row(&t.v[0], "[env] PORT")->verdict, FI_TRUTH_ALONE);
	assert_int_equal(row(&t.v[1], "[env] PORT")->verdict, FI_TRUTH_AGREES);
	fi_truth_done(&t);
}

static void port_in_env_weighs_more_than_expose(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_truth t;

	(void)state;
	make(&m, "[env]\nPORT = '3000'\n" HTTP,
		"{\"config\":{\"ExposedPorts\":{\"8080/tcp\":{}}}}", NULL);
	assert_true(fi_truth_of(&m.c, &t));
	assert_true(t.v[0].differs);
	assert_true(t.v[0].weak);
	assert_int_equal(t.v[0].best, 3000);
	fi_truth_done(&t);
}

static void without_an_image_the_config_is_told(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_truth t;

	(void)state;
	make(&m, HTTP, NULL, NULL);
	m.c.image_index = -1;
	assert_true(fi_truth_of(&m.c, &t));
	assert_int_equal(t.v[0].n, 1);
	assert_null(t.v[0].fix);
	fi_truth_done(&t);
}

static const struct fi_env_row *variable(
	const struct fi_env_table *t, const char *name, enum fi_env_source source)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->v[i].name, name) && t->v[i].source == source)
			return &t->v[i];
	fail_msg("no variable %s", name);
	return NULL;
}

static void env_wins_over_the_image_and_arg_is_not_there(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_env_table t;

	(void)state;
	make(&m, "primary_region = 'ams'\n[env]\nPORT = '1'\nPRIMARY_REGION = 'x'\n",
		"{\"config\":{\"Env\":[\"PORT=2\"]}}",
		"FROM a\nARG PORT=3\nENV PORT=2\n");
	m.c.image_index = -1; /* a sketch */
	assert_true(fi_env_of(&m.c, &t));
	assert_true(variable(&t, "PORT", FI_ENV_FLY)->wins);
	assert_false(variable(&t, "PORT", FI_ENV_IMAGE)->wins);
	assert_int_equal(variable(&t, "PORT", FI_ENV_IMAGE)->at.line, 3);
	assert_false(variable(&t, "PORT", FI_ENV_ARG)->wins);
	assert_true(variable(&t, "PRIMARY_REGION", FI_ENV_PLATFORM)->wins);
	assert_false(variable(&t, "PRIMARY_REGION", FI_ENV_FLY)->wins);
	fi_env_done(&t);
}

static void only_harmless_values_may_be_shown(void **state)
{
	FI_AUTO(made_done) struct made m;
	struct fi_env_table t;

	(void)state;
	make(&m, "[env]\nPORT = '8080'\nAPI_TOKEN = '" SECRET "'\nBUCKET = '" SECRET
		 "'\nDB = 'postgres://a:" SECRET "@h/x'\n",
		NULL, NULL);
	assert_true(fi_env_of(&m.c, &t));
	assert_true(variable(&t, "PORT", FI_ENV_FLY)->open);
	assert_false(variable(&t, "PORT", FI_ENV_FLY)->secret);
	assert_true(variable(&t, "API_TOKEN", FI_ENV_FLY)->secret);
	assert_false(variable(&t, "API_TOKEN", FI_ENV_FLY)->open);
	assert_false(variable(&t, "BUCKET", FI_ENV_FLY)->open);
	assert_true(variable(&t, "DB", FI_ENV_FLY)->secret);
	fi_env_done(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_source_has_a_row_and_a_verdict),
		cmocka_unit_test(the_one_line_to_change_is_named),
		cmocka_unit_test(a_server_that_binds_loopback_by_default_is_known),
		cmocka_unit_test(a_variable_or_flag_takes_the_default_away),
		cmocka_unit_test(the_flag_of_a_known_server_wins_over_expose),
		cmocka_unit_test(a_port_of_another_service_is_not_held_against_this_one),
		cmocka_unit_test(port_in_env_weighs_more_than_expose),
		cmocka_unit_test(without_an_image_the_config_is_told),
		cmocka_unit_test(env_wins_over_the_image_and_arg_is_not_there),
		cmocka_unit_test(only_harmless_values_may_be_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
