#include "layers/image.h"

#include <stdlib.h>

#include "layers/config.h"

void fi_image_done(struct fi_image *i)
{
	for (size_t k = 0; k < i->nlayers; k++) {
		free(i->layers[k].digest);
		free(i->layers[k].diff_id);
		free(i->layers[k].created_by);
	}
	for (size_t k = 0; k < i->nannotations; k++) {
		free(i->annotations[k].key);
		free(i->annotations[k].value);
	}
	for (size_t k = 0; k < i->nmismatches; k++) {
		free(i->mismatches[k].what);
		free(i->mismatches[k].claimed);
		free(i->mismatches[k].actual);
	}
	free(i->layers);
	free(i->annotations);
	free(i->mismatches);
	free(i->digest);
	free(i->id);
	free(i->platform);
	fi_strs_done(&i->names);
	fi_strs_done(&i->attestations);
	fi_config_done(&i->config);
	if (i->judged)
		i->judged_free(i->judged);
	*i = (struct fi_image){ 0 };
}
