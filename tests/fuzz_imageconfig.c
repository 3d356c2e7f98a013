/* fuzz_imageconfig.c - any text is a whole config, or none and nothing is touched. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "layers/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Layers are counted from 0 without a gap, and every row can be shown. */
static void check_history(const struct fi_config *c)
{
	int layer = 0;

	for (size_t i = 0; i < c->nhistory; i++) {
		const struct fi_history *h = &c->history[i];

		if (h->empty ? h->layer != -1 : h->layer != layer++)
			abort();
		if (!h->shown)
			abort();
	}
}

static void check(const struct fi_config *c, const uint8_t *data, size_t size)
{
	FI_AUTO(fi_freep) char *platform = fi_config_platform(c);

	if (c->raw_len != size || memcmp(c->raw, data, size) != 0 || c->raw[size])
		abort();
	if (!platform || !strchr(platform, '/') || !c->user || !c->workdir || !c->stop_signal)
		abort();
	for (size_t i = 0; i < c->nlabels; i++)
		if (!fi_config_label(c, c->labels[i].key))
			abort();
	check_history(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fi_config c = { .nlabels = 7 };
	struct fi_err err = { 0 };

	if (fi_config_parse((const char *)data, size, &c, &err) == FI_OK) {
		check(&c, data, size);
		fi_config_done(&c);
	} else if (c.nlabels != 7 || (err.code != FI_EFORMAT && err.code != FI_ELIMIT)) {
		abort();
	}
	return 0;
}
