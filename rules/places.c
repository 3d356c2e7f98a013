/* places.c - see places.h. */
#include "rules/places.h"

#include <string.h>
#include <strings.h>

#include "rules/rule.h"
#include "rules/worth.h"

/* One name between two slashes. */
struct part {
	const char *p;
	size_t n;
};

static bool next_part(const char **path, struct part *out)
{
	if (!**path)
		return false;
	out->p = *path;
	out->n = strcspn(*path, "/");
	*path += out->n + ((*path)[out->n] == '/');
	return true;
}

static bool is_one_of(const struct part *part, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (part->n == strlen(words[i]) &&
			strncasecmp(part->p, words[i], part->n) == 0)
			return true;
	return false;
}

static bool starts(const char *s, size_t n, const char *head)
{
	size_t k = strlen(head);

	return n >= k && memcmp(s, head, k) == 0;
}

static bool ends(const char *s, size_t n, const char *tail)
{
	size_t k = strlen(tail);

	return n >= k && memcmp(s + n - k, tail, k) == 0;
}

bool fi_path_is_packaged(const char *path)
{
	static const char *const heads[] = { "usr/lib/", "usr/share/", "usr/include/",
		"usr/local/lib/", "usr/local/share/", "usr/local/go/", "usr/lib64/",
		"usr/libexec/", "usr/src/linux", "lib/", "lib64/" };
	static const char *const folders[] = { "node_modules", "site-packages",
		"dist-packages", "gems", "vendor", "bower_components" };
	struct part part;

	for (size_t i = 0; i < FI_COUNT(heads); i++)
		if (starts(path, strlen(path), heads[i]))
			return true;
	if (strstr(path, "go/pkg/mod/") || strstr(path, ".cargo/registry/") ||
		strstr(path, ".m2/repository/"))
		return true;
	while (next_part(&path, &part))
		if (is_one_of(&part, folders, FI_COUNT(folders)))
			return true;
	return false;
}

/* "examples", "test", "test_keys", "sample-config-files" */
static bool shows_something(const struct part *part)
{
	static const char *const words[] = { "doc", "docs", "document", "documentation",
		"man", "info", "help", "changelog", "gtk-doc", "test", "tests", "testing",
		"testdata", "testsuite", "__tests__", "selftest", "t", "regress", "spec",
		"specs", "example", "examples", "sample", "samples",
		"demo", "demos", "fixture", "fixtures", "__fixtures__", "mock", "mocks",
		"__mocks__", "e2e", "molecule", "cookbook", "dummyserver" };
	static const char *const tails[] = { "-test", "-tests", "_test", "_tests",
		"-examples", "-doc", "-docs" };
	static const char *const heads[] = { "test-", "test_", "test.", "tests_", "sample-",
		"sample_", "example-", "example_", "examples-", "selftest" };

	if (is_one_of(part, words, FI_COUNT(words)))
		return true;
	for (size_t i = 0; i < FI_COUNT(heads); i++)
		if (starts(part->p, part->n, heads[i]))
			return true;
	for (size_t i = 0; i < FI_COUNT(tails); i++)
		if (ends(part->p, part->n, tails[i]))
			return true;
	return false;
}

/* By the name of the file: a manual, a test, a list of types with comments. */
static bool shows_by_name(const char *path)
{
	static const char *const marks[] = { ".test.", ".spec.", "_test.", "_spec.",
		"_tests.", ".d.ts", ".d.mts", ".d.cts", "example", "sample" };
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	for (size_t i = 0; i < FI_COUNT(marks); i++)
		if (strstr(name, marks[i]))
			return true;
	return strcmp(name, "METADATA") == 0 || strcmp(name, "PKG-INFO") == 0 ||
	       fi_text_kind_of(path) == FI_TEXT_PROSE;
}

bool fi_path_is_published(const char *path)
{
	const char *rest = path;
	struct part part;

	if (!fi_path_is_packaged(path))
		return false;
	if (shows_by_name(path))
		return true;
	while (next_part(&rest, &part))
		if (shows_something(&part))
			return true;
	return false;
}
