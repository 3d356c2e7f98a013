/* test_findings.c - from reports and records to findings. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "layers/fake.h"
#include "rules/findings.h"
#include "rules/merge.h"
#include "rules/sink.h"

static const struct fi_rule strong = { .id = "strong-token",
	.title = "Strong token",
	.fix = "Rotate it.",
	.category = FI_SECRET,
	.severity = FI_CRITICAL };
static const struct fi_rule other = { .id = "other-token",
	.title = "Other token",
	.fix = "Rotate it.",
	.category = FI_SECRET,
	.severity = FI_HIGH };
static const struct fi_rule weak = { .id = "weak-password",
	.title = "Weak password",
	.fix = "Change it.",
	.category = FI_SECRET,
	.severity = FI_MEDIUM,
	.weak = true };
static const struct fi_rule fly = { .id = "fly-secret",
	.title = "Secret in fly.toml",
	.fix = "fly secrets set",
	.category = FI_FLY,
	.severity = FI_LOW };
static const struct fi_rule docker = { .id = "dockerfile-secret",
	.title = "Secret in a Dockerfile",
	.fix = "Delete the line.",
	.category = FI_DOCKERFILE,
	.severity = FI_HIGH };
static const struct fi_rule plain = { .id = "plain-check",
	.title = "Plain check",
	.fix = "Mend it.",
	.category = FI_IMAGE,
	.severity = FI_LOW };

/* Fake, and cut so that no scanner takes it for real. */
#define TOKEN                                                                          \
	"tok_"                                                                         \
	"4f9c2a7be1d05386"
#define PASSWORD                                                                       \
	"hunter"                                                                       \
	"2"

/* Two images without layers: enough for places to name. */
static struct fi_image images[2];

static struct fi_case image_case(int index)
{
	return (struct fi_case){ .image = &images[index], .image_index = index };
}

static void secret(struct fi_sink *s, const struct fi_rule *r, int image,
	const char *path, const char *value)
{
	struct fi_case c = image_case(image);
	struct fi_spot spot = { .path = path, .layer = 0, .line = 1 };

	fi_report_secret(s, &c, r, &spot, value, strlen(value), "Found in %s.", path);
}

static void in_file(
	struct fi_sink *s, const struct fi_rule *r, const char *file, const char *value)
{
	struct fi_case c = { .image_index = -1 };
	struct fi_spot spot = { .file = file, .line = 3, .layer = -1 };

	fi_report_secret(s, &c, r, &spot, value, strlen(value), NULL);
}

static struct fi_findings merged(struct fi_sink *s, const struct fi_policy *policy)
{
	struct fi_findings f = { 0 };
	struct fi_err err = { 0 };

	assert_ok(fi_merge(s, policy, &f, &err), &err);
	fi_sink_done(s);
	return f;
}

/* ---- masks ---- */

static void assert_mask(const char *value, const char *want)
{
	FI_AUTO(fi_freep) char *m = fi_mask(value, strlen(value));

	assert_string_equal(m, want);
}

static void a_short_value_shows_nothing(void **state)
{
	(void)state;
	assert_mask("", "****");
	assert_mask("hunter2", "****");
	assert_mask("fifteen-letters", "****");
}

static void a_long_value_shows_four_characters(void **state)
{
	(void)state;
	assert_mask("sixteen-letters!", "sixt...****");
	assert_mask("correct-horse-battery-staple", "corr...****");
}

static void a_public_prefix_is_shown_if_enough_stays_hidden(void **state)
{
	(void)state;
	assert_mask("github_pat_"
		    "0123456789abcdef0",
		"github_pat_...****");
	assert_mask("github_pat_"
		    "0123456789",
		"gith...****");
}

static void a_key_shows_its_header(void **state)
{
	(void)state;
	assert_mask("-----BEGIN EC "
		    "PRIVATE KEY-----\nMHcCAQ",
		"-----BEGIN EC PRIVATE "
		"KEY-----...****");
}

static void a_mask_holds_no_control_bytes(void **state)
{
	(void)state;
	assert_mask("\033[2Jabcdefghijklmnop", "?[2J...****");
}

/* ---- merging ---- */

static void one_value_in_many_places_is_one_finding(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_sink s = { 0 };

	(void)state;
	secret(&s, &strong, 1, "b", TOKEN);
	secret(&s, &strong, 0, "z", TOKEN);
	secret(&s, &strong, 0, "a", TOKEN);
	secret(&s, &strong, 0, "a", TOKEN);
	f = merged(&s, NULL);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.list[0].nplaces, 3);
	assert_string_equal(f.list[0].places[0].path, "a");
	assert_string_equal(f.list[0].places[1].path, "z");
	assert_int_equal(f.list[0].places[2].image, 1);
}

static void two_values_are_two_findings(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_sink s = { 0 };

	(void)state;
	secret(&s, &strong, 0, "a", TOKEN);
	secret(&s, &strong, 0, "a", TOKEN "x");
	f = merged(&s, NULL);
	assert_int_equal(f.n, 2);
	assert_string_not_equal(f.list[0].fingerprint, f.list[1].fingerprint);
}

static void an_id_is_told_with_its_secret(void **state)
{
	static const struct fi_rule id = { .id = "aws-access-key-id",
		.title = "Id", .category = FI_SECRET, .severity = FI_HIGH };
	static const struct fi_rule key = { .id = "aws-secret-access-key",
		.title = "Key", .category = FI_SECRET, .severity = FI_CRITICAL };
	static const struct fi_policy worst = { .least = FI_CRITICAL };
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	FI_AUTO(fi_findings_done) struct fi_findings shown = { 0 };
	struct fi_sink s = { 0 }, again = { 0 };

	(void)state;
	secret(&s, &id, 0, "a", TOKEN TOKEN);
	secret(&s, &key, 0, "a", TOKEN);
	secret(&s, &id, 0, "b", TOKEN "xyz");
	f = merged(&s, NULL);
	assert_int_equal(f.n, 2);
	assert_ptr_equal(f.list[0].rule, &key);
	assert_string_equal(f.list[0].message,
		"Found in a. Its access key id is tok_...****.");
	assert_ptr_equal(f.list[1].rule, &id);
	assert_string_equal(f.list[1].places[0].path, "b");
	/* Also where the id alone would not be shown. */
	secret(&again, &id, 0, "a", TOKEN TOKEN);
	secret(&again, &key, 0, "a", TOKEN);
	shown = merged(&again, &worst);
	assert_int_equal(shown.n, 1);
	assert_string_equal(shown.list[0].message, f.list[0].message);
}

static void a_precise_rule_takes_in_a_weak_ones_places(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_sink s = { 0 };

	(void)state;
	secret(&s, &weak, 0, "a", TOKEN);
	secret(&s, &strong, 0, "b", TOKEN);
	f = merged(&s, NULL);
	assert_int_equal(f.n, 1);
	assert_ptr_equal(f.list[0].rule, &strong);
	assert_string_equal(f.list[0].message, "Found in b.");
	assert_int_equal(f.list[0].nplaces, 2);
}

static void one_value_is_one_finding_whatever_rules_saw_it(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_sink s = { 0 };

	(void)state;
	secret(&s, &strong, 0, "a", TOKEN);
	secret(&s, &other, 0, "b", TOKEN);
	f = merged(&s, NULL);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.list[0].nplaces, 2);
}

static void a_check_of_a_project_file_beats_the_scanner(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_sink s = { 0 };

	(void)state;
	in_file(&s, &strong, "fly.toml", TOKEN);
	in_file(&s, &fly, "fly.toml", TOKEN);
	secret(&s, &strong, 0, "app/.env", TOKEN);
	f = merged(&s, NULL);
	assert_int_equal(f.n, 2);
	assert_string_equal(f.list[0].rule->id, "fly-secret");
	assert_int_equal(f.list[0].severity, FI_CRITICAL);
	assert_int_equal(f.list[1].nplaces, 1);
	assert_string_equal(f.list[1].places[0].path, "app/.env");
}

static void a_check_keeps_what_its_value_is(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_sink s = { 0 };

	(void)state;
	in_file(&s, &strong, "Dockerfile", TOKEN);
	in_file(&s, &docker, "Dockerfile", TOKEN);
	f = merged(&s, NULL);
	assert_int_equal(f.n, 1);
	assert_ptr_equal(f.list[0].rule, &docker);
	assert_ptr_equal(f.list[0].known, &strong);
}

static void a_dockerfiles_secret_is_one_with_its_image(void **state)
{
	static const struct fi_rule *const rules[] = { &strong, &weak };

	(void)state;
	for (int i = 0; i < 2; i++) {
		FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
		struct fi_sink s = { 0 };

		in_file(&s, &docker, "Dockerfile", TOKEN);
		in_file(&s, rules[i], "Dockerfile", TOKEN);
		secret(&s, rules[i], 0, "etc/app.conf", TOKEN);
		f = merged(&s, NULL);
		assert_int_equal(f.n, 1);
		assert_ptr_equal(f.list[0].rule, i ? &docker : &strong);
		assert_int_equal(f.list[0].nplaces, 2);
		assert_null(f.list[0].known);
	}
}

static void a_check_of_two_images_is_one_finding(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_spot spot = { .config = "User", .layer = -1 };
	struct fi_sink s = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct fi_case c = image_case(i);

		fi_report(&s, &c, &plain, &spot, "Runs as root.");
	}
	f = merged(&s, NULL);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.list[0].nplaces, 2);
	assert_string_equal(f.list[0].places[0].config, "User");
}

static void subjects_keep_findings_of_one_place_apart(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_case c = image_case(0);
	struct fi_sink s = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct fi_spot spot = { .config = "ExposedPorts",
			.layer = -1,
			.subject = i ? "22" : "2375" };

		fi_report(&s, &c, &plain, &spot, "A port.");
	}
	f = merged(&s, NULL);
	assert_int_equal(f.n, 2);
	assert_string_not_equal(f.list[0].fingerprint, f.list[1].fingerprint);
}

static void fingerprints_differ_even_for_one_subject(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_case c = image_case(0);
	struct fi_sink s = { 0 };

	(void)state;
	for (int i = 0; i < 40; i++) {
		struct fi_spot spot = { .config = "User", .layer = -1 };

		fi_report(&s, &c, &plain, &spot, "Message %d.", i);
	}
	f = merged(&s, NULL);
	assert_int_equal(f.n, 40);
	for (size_t i = 0; i < f.n; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(
				f.list[i].fingerprint, f.list[k].fingerprint);
}

static void findings_are_sorted_by_severity_then_rule(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	size_t counts[5];
	struct fi_sink s = { 0 };

	(void)state;
	secret(&s, &weak, 0, "a", "some long password");
	secret(&s, &other, 0, "b", TOKEN "1");
	secret(&s, &strong, 0, "c", TOKEN "2");
	f = merged(&s, NULL);
	assert_string_equal(f.list[0].rule->id, "strong-token");
	assert_string_equal(f.list[1].rule->id, "other-token");
	assert_string_equal(f.list[2].rule->id, "weak-password");
	fi_findings_count(&f, counts);
	assert_int_equal(counts[FI_CRITICAL], 1);
	assert_int_equal(counts[FI_MEDIUM], 1);
	assert_int_equal(counts[FI_INFO], 0);
}

static void the_policy_leaves_out_what_is_less_severe(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	const struct fi_policy policy = { .least = FI_HIGH };
	struct fi_sink s = { 0 };

	(void)state;
	secret(&s, &weak, 0, "a", "some long password");
	secret(&s, &other, 0, "b", TOKEN);
	f = merged(&s, &policy);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.list[0].rule->id, "other-token");
}

/* ---- fingerprints and secrets ---- */

static void print_of(const struct fi_rule *r, int image, const char *path,
	const char *value, char out[33])
{
	struct fi_sink s = { 0 };
	struct fi_findings f;

	secret(&s, r, image, path, value);
	f = merged(&s, NULL);
	memcpy(out, f.list[0].fingerprint, 33);
	fi_findings_done(&f);
}

static void a_tokens_fingerprint_is_of_the_value_alone(void **state)
{
	char a[33], b[33];

	(void)state;
	print_of(&strong, 0, "a", TOKEN, a);
	print_of(&strong, 1, "elsewhere", TOKEN, b);
	assert_string_equal(a, b);
	print_of(&other, 0, "a", TOKEN, b);
	assert_string_not_equal(a, b);
}

/* Values whose hashes agree in 16 bits cannot be told apart, so no guess is proven. */
static void a_passwords_fingerprint_does_not_confirm_a_guess(void **state)
{
	struct fi_draft d = { .rule = &weak, .valued = true, .weak = true };
	struct fi_place place = { .path = (char[]){ "a" } };
	char a[33], b[33];

	(void)state;
	fi_fingerprint(&d, &place, a);
	memset(d.print + 2, 0xff, sizeof(d.print) - 2);
	fi_fingerprint(&d, &place, b);
	assert_string_equal(a, b);
	d.weak = false;
	fi_fingerprint(&d, &place, b);
	assert_string_not_equal(a, b);
}

static void a_short_value_is_guessable_whatever_its_rule(void **state)
{
	char a[33], b[33];

	(void)state;
	print_of(&strong, 0, "a", PASSWORD, a);
	print_of(&strong, 0, "b", PASSWORD, b);
	assert_string_not_equal(a, b);
}

static void a_message_never_quotes_the_secret(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_case c = { .image_index = -1 };
	struct fi_spot spot = {
		.file = "Dockerfile", .layer = -1, .fix = "Drop " TOKEN
	};
	struct fi_sink s = { 0 };

	(void)state;
	fi_report_secret(&s, &c, &strong, &spot, TOKEN, strlen(TOKEN),
		"RUN login %s now", TOKEN);
	f = merged(&s, NULL);
	assert_string_equal(f.list[0].message, "RUN login tok_...**** now");
	assert_string_equal(f.list[0].fix, "Drop tok_...****");
}

static void longer_secrets_are_redacted_first(void **state)
{
	struct fi_sink s = { 0 };
	FI_AUTO(fi_freep) char *text = NULL;

	(void)state;
	fi_sink_remember(&s, "secret", 6);
	fi_sink_remember(&s, "secretsauce", 11);
	text = fi_sink_redact(&s, "a secretsauce, a secret, a word");
	assert_string_equal(text, "a ****, a ****, a word");
	fi_sink_done(&s);
}

static void reports_without_end_are_counted(void **state)
{
	struct fi_case c = { .image_index = -1 };
	struct fi_sink s = { 0 };

	(void)state;
	for (size_t i = 0; i < FI_DRAFTS_MAX + 3; i++)
		fi_report(&s, &c, &plain, NULL, NULL);
	assert_int_equal(s.n, FI_DRAFTS_MAX);
	assert_int_equal(s.left_out, 3);
	fi_sink_done(&s);
}

/* ---- images ---- */

#define ENV_LINE                                                                       \
	"GITHUB_TOKEN=ghp_"                                                            \
	"9XkQ2vTq7LmZ4RbWc1NsYp6JdHfA3eUo0iGt\n"

/* One image made of layers: each is a list of paths (contents are all the same). */
struct layered {
	struct fi_set set;
	struct fi_scanner *scanner;
	struct fi_content *content;
	struct fi_findings found;
};

static void layer(struct layered *l, const char *path)
{
	const char *json = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";
	const char *content = ENV_LINE;
	struct fi_err err = { 0 };

	assert_ok(fi_set_fake(&l->set, json, strlen(json), &path, &content, 1, &err),
		&err);
}

static void start(struct layered *l)
{
	const struct fi_set_options opt = { 0 };
	struct fi_err err = { 0 };
	struct fi_visitor v;

	*l = (struct layered){ 0 };
	assert_ok(fi_scanner_new(NULL, NULL, &l->scanner, &err), &err);
	assert_ok(fi_content_new(l->scanner, &l->set, NULL, NULL, &l->content, &err),
		&err);
	v = fi_content_visitor(l->content);
	assert_ok(fi_set_init(&l->set, &opt, &v, &err), &err);
}

/* All layers so far become those of the first image, and the others go. */
static void stack(struct layered *l)
{
	struct fi_image *first = &l->set.images[0];
	size_t n = l->set.nlayers;

	first->layers = realloc(first->layers, n * sizeof(*first->layers));
	assert_non_null(first->layers);
	for (size_t i = 1; i < n; i++) {
		first->layers[i] = l->set.images[i].layers[0];
		l->set.images[i].nlayers = 0;
	}
	first->nlayers = n;
}

static void collect(struct layered *l)
{
	struct fi_policy policy = { 0 };
	struct fi_err err = { 0 };

	assert_ok(fi_policy_add(&policy, true, "secret", &err), &err);
	assert_ok(fi_policy_add(&policy, true, "file", &err), &err);
	assert_ok(fi_findings_collect(&l->set, l->content, l->scanner, NULL, &policy,
			  &l->found, &err),
		&err);
	fi_policy_done(&policy);
}

static void finish(struct layered *l)
{
	fi_findings_done(&l->found);
	fi_content_free(l->content);
	fi_scanner_free(l->scanner);
	fi_set_done(&l->set);
}

/* The first finding with a value, which is the token's. */
static const struct fi_finding *token_of(const struct layered *l)
{
	for (size_t i = 0; i < l->found.n; i++)
		if (l->found.list[i].masked)
			return &l->found.list[i];
	fail_msg("the token was not found");
	return NULL;
}

static void a_file_that_stays_is_live(void **state)
{
	const struct fi_finding *f;
	struct layered l;

	(void)state;
	start(&l);
	layer(&l, "app/.env");
	collect(&l);
	f = token_of(&l);
	assert_int_equal(f->places[0].state, FI_LIVE);
	assert_int_equal(f->places[0].by_layer, -1);
	assert_int_equal(f->places[0].layer, 0);
	assert_string_equal(f->places[0].path, "app/.env");
	finish(&l);
}

static void a_whiteout_deletes_a_file_that_still_ships(void **state)
{
	const struct fi_finding *f;
	struct layered l;

	(void)state;
	start(&l);
	layer(&l, "app/.env");
	layer(&l, "app/other.bin");
	layer(&l, "app/.wh..env");
	stack(&l);
	collect(&l);
	f = token_of(&l);
	assert_int_equal(f->places[0].state, FI_DELETED);
	assert_int_equal(f->places[0].by_layer, 2);
	finish(&l);
}

static void a_rewritten_file_has_two_places(void **state)
{
	const struct fi_finding *f;
	struct layered l;

	(void)state;
	start(&l);
	layer(&l, "app/.env");
	layer(&l, "app/.env");
	stack(&l);
	collect(&l);
	f = token_of(&l);
	assert_int_equal(f->nplaces, 2);
	assert_int_equal(f->places[0].state, FI_OVERWRITTEN);
	assert_int_equal(f->places[0].by_layer, 1);
	assert_int_equal(f->places[1].state, FI_LIVE);
	finish(&l);
}

static void two_images_share_one_finding(void **state)
{
	const struct fi_finding *f;
	struct layered l;

	(void)state;
	start(&l);
	layer(&l, "app/.env");
	layer(&l, "app/.env");
	collect(&l);
	f = token_of(&l);
	assert_int_equal(f->nplaces, 2);
	assert_int_equal(f->places[0].image, 0);
	assert_int_equal(f->places[1].image, 1);
	finish(&l);
}

static void an_instruction_is_shown_without_its_secret(void **state)
{
	struct fi_image_layer *il;
	struct layered l;

	(void)state;
	start(&l);
	layer(&l, "etc/empty");
	il = &l.set.images[0].layers[0];
	free(il->created_by);
	il->created_by = strdup("RUN curl -H " ENV_LINE);
	collect(&l);
	assert_int_equal(l.found.nshown, 1);
	assert_contains(l.found.shown[0].v[0], "RUN curl -H GITHUB_TOKEN=ghp_...****");
	assert_lacks(l.found.shown[0].v[0], "9XkQ2vTq");
	finish(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_short_value_shows_nothing),
		cmocka_unit_test(a_long_value_shows_four_characters),
		cmocka_unit_test(a_public_prefix_is_shown_if_enough_stays_hidden),
		cmocka_unit_test(a_key_shows_its_header),
		cmocka_unit_test(a_mask_holds_no_control_bytes),
		cmocka_unit_test(one_value_in_many_places_is_one_finding),
		cmocka_unit_test(two_values_are_two_findings),
		cmocka_unit_test(an_id_is_told_with_its_secret),
		cmocka_unit_test(a_precise_rule_takes_in_a_weak_ones_places),
		cmocka_unit_test(one_value_is_one_finding_whatever_rules_saw_it),
		cmocka_unit_test(a_check_of_a_project_file_beats_the_scanner),
		cmocka_unit_test(a_check_keeps_what_its_value_is),
		cmocka_unit_test(a_dockerfiles_secret_is_one_with_its_image),
		cmocka_unit_test(a_check_of_two_images_is_one_finding),
		cmocka_unit_test(subjects_keep_findings_of_one_place_apart),
		cmocka_unit_test(fingerprints_differ_even_for_one_subject),
		cmocka_unit_test(findings_are_sorted_by_severity_then_rule),
		cmocka_unit_test(the_policy_leaves_out_what_is_less_severe),
		cmocka_unit_test(a_tokens_fingerprint_is_of_the_value_alone),
		cmocka_unit_test(a_passwords_fingerprint_does_not_confirm_a_guess),
		cmocka_unit_test(a_short_value_is_guessable_whatever_its_rule),
		cmocka_unit_test(a_message_never_quotes_the_secret),
		cmocka_unit_test(longer_secrets_are_redacted_first),
		cmocka_unit_test(reports_without_end_are_counted),
		cmocka_unit_test(a_file_that_stays_is_live),
		cmocka_unit_test(a_whiteout_deletes_a_file_that_still_ships),
		cmocka_unit_test(a_rewritten_file_has_two_places),
		cmocka_unit_test(two_images_share_one_finding),
		cmocka_unit_test(an_instruction_is_shown_without_its_secret),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
