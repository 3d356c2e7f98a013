#include "tests/lib_sheet.h"

#include <stdlib.h>
#include <string.h>

char *sheet_text(const char *s)
{
	return (char *)(uintptr_t)s;
}

static const struct fi_rule rule = { .id = "made-up",
	.title = "Made up",
	.why = "It leaks.",
	.fix = "Rotate it.",
	.category = FI_SECRET,
	.severity = FI_HIGH };

void sheet_fill(struct sheet *s)
{
	*s = (struct sheet){ 0 };
	s->image = (struct fi_image){ .id = sheet_text("sha256:0123456789abcdef"),
		.platform = sheet_text("linux/amd64"),
		.layers = s->layers,
		.nlayers = 3 };
	assert_int_equal(fi_strs_add(&s->image.names, "acme/app:1"), FI_OK);
	for (int i = 0; i < 3; i++) {
		s->layers[i] = (struct fi_image_layer){ .layer = -1, .history = -1 };
		assert_int_equal(
			fi_strs_add(&s->shown, i == 2 ? "RUN rm .env" : "COPY . ."),
			FI_OK);
	}
	s->set.images = &s->image;
	s->set.nimages = 1;
	for (int i = 0; i < SHEET_PLACES; i++)
		s->places[i] = (struct fi_place){ .layer = 1,
			.path = sheet_text("app/.env"),
			.line = 3 + (unsigned)i,
			.by_layer = -1 };
	s->places[0].state = FI_DELETED;
	s->places[0].by_layer = 2;
	s->finding = (struct fi_finding){ .rule = &rule,
		.severity = FI_HIGH,
		.message = sheet_text("Made up"),
		.fix = sheet_text("Rotate it."),
		.masked = sheet_text("tok_...****"),
		.key = sheet_text("TOKEN"),
		.fingerprint = "00112233445566778899aabbccddeeff",
		.places = s->places,
		.nplaces = 1 };
	s->findings = (struct fi_findings){
		.list = &s->finding, .n = 1, .shown = &s->shown, .nshown = 1
	};
	s->report = (struct report){ .set = &s->set,
		.findings = &s->findings,
		.project = &s->project,
		.complete = true,
		.width = 100 };
}

void sheet_done(struct sheet *s)
{
	fi_strs_done(&s->image.names);
	fi_strs_done(&s->shown);
}

char *sheet_written(const struct report *r,
	enum fi_code (*write)(FILE *, const struct report *, struct fi_err *))
{
	struct fi_err err = { 0 };
	size_t n = 0;
	char *out = NULL;
	FILE *f = open_memstream(&out, &n);

	assert_non_null(f);
	assert_ok(write(f, r, &err), &err);
	assert_int_equal(fclose(f), 0);
	return out;
}
