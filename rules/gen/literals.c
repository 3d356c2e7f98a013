/* literals.c - compiles the literals of all rules when the program is built.
 *
 * Prints C source that defines fi_literals_built (rules/scan_program.h).
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "rules/scan_program.h"

static void free_rules(const struct fi_rule ***list)
{
	free(*list);
}

static void free_bytes(char **bytes)
{
	free(*bytes);
}

static void free_program(struct fi_program **p)
{
	fi_program_free(*p);
}

static void print_bytes(const char *bytes, size_t n, int set)
{
	printf("static const unsigned char set_%d[] = {", set);
	for (size_t i = 0; i < n; i++)
		printf("%s%u,", i % 24 ? "" : "\n", (unsigned char)bytes[i]);
	puts("\n};\n");
}

static enum fi_code print(const struct fi_program *p, struct fi_err *err)
{
	puts("/* Made by rules/gen/literals.c. */\n#include \"rules/scan_program.h\"\n");
	for (int i = 0; i < FI_SETS; i++) {
		FI_AUTO(free_bytes) char *bytes = NULL;
		size_t n = 0;
		enum fi_code rc = fi_program_save(p, i, &bytes, &n, err);

		if (rc != FI_OK)
			return rc;
		print_bytes(bytes, n, i);
	}
	puts("const struct fi_literals_built fi_literals_built[FI_SETS] = {");
	for (int i = 0; i < FI_SETS; i++)
		printf("\t{ set_%d, sizeof(set_%d), UINT64_C(%" PRIu64 ") },\n", i, i,
			p->set[i].digest);
	puts("};");
	return FI_OK;
}

static enum fi_code make(struct fi_err *err)
{
	size_t all = fi_rules_count();
	FI_AUTO(free_rules) const struct fi_rule **list =
		calloc(all + FI_DECODE_RULES, sizeof(struct fi_rule *));
	FI_AUTO(free_program) struct fi_program *p = NULL;
	enum fi_code rc;

	if (!list)
		return fi_err_nomem(err);
	for (size_t i = 0; i < all; i++)
		list[i] = fi_rules_at(i);
	for (size_t i = 0; i < FI_DECODE_RULES; i++)
		list[all + i] = &fi_decode_rules[i];
	rc = fi_program_new(list, all + FI_DECODE_RULES, &p, err);
	return rc == FI_OK ? print(p, err) : rc;
}

int main(void)
{
	struct fi_err err = { 0 };

	if (make(&err) != FI_OK)
		fprintf(stderr, "gen/literals: %s\n", err.text);
	return err.code != FI_OK || fflush(stdout) != 0;
}
