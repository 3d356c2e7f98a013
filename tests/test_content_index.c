/* test_content_index.c - what is looked up is what trying every glob would find. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "rules/content_index.h"
#include "rules/glob.h"

static const char *const paths[] = { "", "a", "a/b", "x/a/b", "a/x/b", "a/x/y/b", "b", "x/b",
	".env", ".env.local", "app/prod.env.bak", "app/.env/x", ".environment", "core.1",
	"core.x", "etc/ssh/ssh_host_rsa_key", "x/etc/ssh/ssh_host_rsa_key", "home/u/.ssh/id_rsa",
	"id_rsa.pub", "root/.config/openai/key", ".config/openai/k", "config/openai/k",
	"k/.openai/a/b", "server.pem", "pem", ".pem", "x.pem/y", "kubeconfig.yaml", "heapdump1",
	"etc/apt/apt.conf.d/90auth", "krb5cc_0", "tmp/krb5cc_", "a[b", "q/a.b.c", "ab", "abc" };

static void are_matched_alike(const struct fi_rule *const *rules, size_t n)
{
	uint32_t *got = calloc(n + 1, sizeof(*got));
	struct fi_index *x = NULL;
	struct fi_err err = { 0 };

	assert_ok(fi_index_new(rules, n, &x, &err), &err);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *slash = strrchr(paths[i], '/');
		size_t k = 0, many = fi_index_match(x, paths[i],
				      slash ? slash + 1 : paths[i], got);

		for (size_t r = 0; r < n; r++)
			if (rules[r]->path && fi_glob(rules[r]->path, paths[i]))
				assert_int_equal(got[k++], r);
		assert_int_equal(k, many);
	}
	fi_index_free(x);
	free(got);
}

static void every_kind_of_glob_is_matched(void **state)
{
	static const char *const globs[] = { "a/**/b", "**/b", "a/*", "*.env.*", ".env*", "core.[0-9]*",
		"?", "a?c", "[ab]", "a[b", "*.pem|id_rsa", "/a/b", "/etc/ssh/ssh_host_*_key", "**",
		"*/b", "a*b", "x/**", "*.b.*", "**/openai/*", "a/*/b" };
	enum { N = sizeof(globs) / sizeof(globs[0]) };
	struct fi_rule rules[N];
	const struct fi_rule *list[N];

	(void)state;
	for (size_t i = 0; i < N; i++) {
		rules[i] = (struct fi_rule){ .category = FI_FILE, .path = globs[i] };
		list[i] = &rules[i];
	}
	are_matched_alike(list, N);
}

static void our_rules_are_matched(void **state)
{
	size_t n = fi_rules_count();
	const struct fi_rule **list = calloc(n, sizeof(*list));

	(void)state;
	assert_non_null(list);
	for (size_t i = 0; i < n; i++)
		list[i] = fi_rules_at(i);
	are_matched_alike(list, n);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_glob_is_matched),
		cmocka_unit_test(our_rules_are_matched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
