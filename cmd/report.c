#include "cmd/report.h"

#include <string.h>

const struct report_format report_formats[] = {
	{ "text", "for people", report_text },
	{ "json", "for programs, documented in docs/report.md", report_json },
	{ "sarif", "SARIF 2.1.0, for code scanning", report_sarif },
};

const size_t report_formats_n = sizeof(report_formats) / sizeof(report_formats[0]);

const char *report_image_name(const struct fi_image *image)
{
	const char *id = image->id ? image->id : "";

	if (image->names.n)
		return image->names.v[0];
	return *id ? id : "unnamed image";
}

const char *report_instruction(const struct report *r, int image, int layer)
{
	const struct fi_findings *f = r->findings;

	if (image < 0 || layer < 0 || (size_t)image >= f->nshown ||
		(size_t)layer >= f->shown[image].n)
		return "";
	return f->shown[image].v[layer];
}

unsigned report_line(const struct report *r, int image, int layer)
{
	if (!r->lines || image < 0 || layer < 0 || !r->lines[image])
		return 0;
	return r->lines[image][layer];
}

const char *report_state(enum fi_state s)
{
	static const char *const names[] = { "live", "deleted", "overwritten" };

	return names[s];
}

/* The index of set layer `layer` in the image, or -1. */
static int layer_in(const struct fi_image *image, int layer)
{
	for (size_t i = 0; i < image->nlayers; i++)
		if (image->layers[i].layer == layer)
			return (int)i;
	return -1;
}

void report_gap_place(
	const struct report *r, const struct fi_gap *gap, int *image, int *layer)
{
	*image = gap->image;
	*layer = -1;
	if (gap->layer < 0)
		return;
	for (size_t i = 0; i < r->set->nimages; i++) {
		if (gap->image >= 0 && (size_t)gap->image != i)
			continue;
		*layer = layer_in(&r->set->images[i], gap->layer);
		if (*layer < 0)
			continue;
		*image = (int)i;
		return;
	}
}
