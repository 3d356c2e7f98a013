/* fuzz_pyc.c - any bytes may call themselves a compiled Python module: reading them ends,
 * and what is told is a name and a text of the file.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "layers/set.h"
#include "rules/content.h"
#include "rules/rule.h"
#include "rules/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char path[] = "app/settings.pyc";

static void judge(struct fi_content *c, struct fi_set *set, const uint8_t *p, size_t n)
{
	const struct fi_visitor v = fi_content_visitor(c);
	struct fi_entry e = { .kind = FI_KIND_FILE, .size = n };
	struct fi_visit visit = { .name = path, .base = path + 4, .entry = &e };
	enum fi_next next = FI_READ;
	struct fi_err err = { 0 };

	visit.path = e.path = fi_paths_intern(set->paths, path, strlen(path), NULL);
	if (v.layer_begin(v.self, 0, &err) != FI_OK ||
		v.entry(v.self, &visit, &next, &err) != FI_OK ||
		(n && v.bytes(v.self, p, n, &err) != FI_OK) ||
		v.bytes(v.self, "", 0, &err) != FI_OK || v.layer_end(v.self, 0, &err) != FI_OK)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fi_scanner *s;
	const struct fi_rule *rule = fi_rules_find("python-compiled-secret");
	const struct fi_record *list;
	struct fi_content *c = NULL;
	struct fi_err err = { 0 };
	struct fi_set set;
	size_t n = 0;

	if ((!s && fi_scanner_from_rules(NULL, 0, &s, &err) != FI_OK) ||
		fi_set_init(&set, NULL, NULL, &err) != FI_OK ||
		fi_content_from_rules(s, &set, &rule, 1, &c, &err) != FI_OK)
		abort();
	judge(c, &set, data, size);
	list = fi_content_records(c, 0, &n);
	for (size_t i = 0; i < n; i++)
		if (list[i].rule != rule || !list[i].key || !list[i].masked)
			abort();
	fi_content_free(c);
	fi_set_done(&set);
	return 0;
}
