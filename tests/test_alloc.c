/* test_alloc.c - out of memory anywhere is FI_ENOMEM, never a crash or a leak.
 *
 * The first, second, third, ... allocation is refused until the work succeeds.
 */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/doc.h"
#include "lib/dockerfile.h"
#include "tests/alloc.h"

typedef enum fi_code work(void *self, struct fi_err *err);

/* A run that asks for more than this is tried at fewer places further on. */
#define EVERY 2000
#define STEPS 1000000

static void survives(work *w, void *self)
{
	struct fi_err err;
	enum fi_code rc;

	for (size_t n = 1; n < STEPS; n += 1 + n / EVERY) {
		memset(&err, 0, sizeof(err));
		alloc_refuse(n);
		rc = w(self, &err);
		if (!alloc_refused()) {
			assert_ok(rc, &err);
			assert_true(n > 1);
			return;
		}
		alloc_refuse(0);
		if (rc != FI_ENOMEM || err.code != FI_ENOMEM) {
			print_error("allocation %zu: returned %d, recorded %d \"%s\"\n",
				n, rc, err.code, err.text);
			fail();
		}
	}
	fail_msg("did not end");
}

/* One text for one parser. */
struct text {
	enum fi_syntax syntax;
	const char *text;
};

static enum fi_code parse_doc(void *self, struct fi_err *err)
{
	const struct text *t = self;
	struct fi_doc *doc = NULL;
	enum fi_code rc;

	rc = fi_doc_parse(t->syntax, t->text, strlen(t->text), &doc, NULL, err);
	if (rc == FI_OK)
		fi_doc_free(doc);
	return rc;
}

static void json_survives_without_memory(void **state)
{
	struct text t = { FI_JSON, "{\"a\":[1,2.5,\"x\",null,true],\"b\":{\"c\":{}}}" };

	(void)state;
	survives(parse_doc, &t);
}

static void yaml_survives_without_memory(void **state)
{
	struct text t = { FI_YAML, "a: [1, 2.5, x, null, yes]\nb: &b\n  c: 'd'\ne: *b\n" };

	(void)state;
	survives(parse_doc, &t);
}

static void toml_survives_without_memory(void **state)
{
	struct text t = { FI_TOML,
		"a = [1, 2.5, \"x\"]\n[b.c]\nd = 2026-01-01\n[[e]]\nf = true\n" };

	(void)state;
	survives(parse_doc, &t);
}

static enum fi_code parse_dockerfile(void *self, struct fi_err *err)
{
	FI_AUTO(fi_dockerfile_freep) struct fi_dockerfile *df = NULL;

	return fi_dockerfile_parse(self, strlen(self), &df, err);
}

static void a_dockerfile_survives_without_memory(void **state)
{
	char text[] = "# syntax=docker/dockerfile:1\nARG V=22\nFROM node:${V} AS base\n"
		      "ENV A=b C=\"d e\"\nCOPY --chown=1:1 [\"a\", \"b\"]\n"
		      "RUN <<EOF\necho $A\nEOF\nNONSENSE x\nONBUILD RUN make\n"
		      "HEALTHCHECK --interval=5s CMD curl localhost\nLABEL x=y\n";

	(void)state;
	survives(parse_dockerfile, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_survives_without_memory),
		cmocka_unit_test(yaml_survives_without_memory),
		cmocka_unit_test(toml_survives_without_memory),
		cmocka_unit_test(a_dockerfile_survives_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
