#include "layers/set.h"

#include <stdlib.h>
#include <string.h>

#include "layers/export.h"
#include "layers/manifest.h"
#include "layers/unpacked.h"

/* Said one by one; what an archive can make more of is not worth reading. */
#define GAPS_MAX 10000
/*
 * An empty member may be a layer and costs 200 bytes, even one that a later one of its
 * name replaces.
 */
#define LAYERS_MAX 100000u

enum fi_code fi_set_init(struct fi_set *s, const struct fi_set_options *opt,
	const struct fi_visitor *visitor, struct fi_err *err)
{
	*s = (struct fi_set){ .paths = fi_paths_new() };
	if (opt)
		s->opt = *opt;
	if (opt && opt->memory)
		s->memory = *opt->memory;
	s->opt.memory = NULL;
	if (visitor)
		s->visitor = *visitor;
	if (s->visitor.see && s->visitor.lend)
		s->unpacked = fi_unpacked_new(); /* none: all is unpacked in its turn */
	return s->paths ? FI_OK : fi_err_nomem(err);
}

void fi_set_done(struct fi_set *s)
{
	for (size_t i = 0; i < s->nlayers; i++)
		fi_layer_free(s->layers[i]);
	for (size_t i = 0; i < s->nimages; i++)
		fi_image_done(&s->images[i]);
	for (size_t i = 0; i < s->ngaps; i++) {
		free(s->gaps[i].path);
		free(s->gaps[i].reason);
	}
	free(s->layers);
	free(s->images);
	free(s->gaps);
	fi_paths_free(s->paths);
	fi_unpacked_free(s->unpacked);
	*s = (struct fi_set){ 0 };
}

enum fi_code fi_set_new_layer(struct fi_set *s, int *number, struct fi_err *err)
{
	if (s->nlayers >= LAYERS_MAX)
		return fi_err_set(err, FI_ELIMIT, "more than %u layers", LAYERS_MAX);
	if (!fi_grow(&s->layers, &s->cap_layers, s->nlayers + 1, sizeof(struct fi_layer *)))
		return fi_err_nomem(err);
	s->layers[s->nlayers] = fi_layer_new();
	if (!s->layers[s->nlayers])
		return fi_err_nomem(err);
	*number = (int)s->nlayers++;
	return FI_OK;
}

void fi_set_drop_layer(struct fi_set *s)
{
	fi_layer_free(s->layers[--s->nlayers]);
}

enum fi_code fi_set_gap(struct fi_set *s, const struct fi_gap *gap)
{
	struct fi_gap own = *gap;

	/* Harmless ones must not crowd out those that count. */
	if (s->ngaps >= (gap->harmless ? GAPS_MAX / 2 : GAPS_MAX))
		return FI_OK;
	if (!fi_grow(&s->gaps, &s->cap_gaps, s->ngaps + 1, sizeof(own)))
		return FI_ENOMEM;
	own.path = strdup(gap->path ? gap->path : "");
	own.reason = strdup(gap->reason);
	if (!own.path || !own.reason) {
		free(own.path);
		free(own.reason);
		return FI_ENOMEM;
	}
	s->gaps[s->ngaps++] = own;
	return FI_OK;
}

static void mark_used(const struct fi_set *s, size_t first_image, bool *used)
{
	for (size_t i = first_image; i < s->nimages; i++)
		for (size_t k = 0; k < s->images[i].nlayers; k++)
			if (s->images[i].layers[k].layer >= 0)
				used[s->images[i].layers[k].layer] = true;
}

/*
 * A stream reads all that looks like a layer; what no image asked for does not
 * count, so that a pipe and a file tell the same.
 */
static enum fi_code forget_unused(struct fi_set *s, size_t first_layer, size_t first_image,
	struct fi_err *err)
{
	bool *used = calloc(s->nlayers + 1, sizeof(*used));
	size_t kept = 0;

	if (!used)
		return fi_err_nomem(err);
	mark_used(s, first_image, used);
	for (size_t i = first_layer; i < s->nlayers; i++) {
		if (!used[i])
			continue;
		s->used++;
		s->recalled += s->layers[i]->recalled;
		s->unchecked += s->layers[i]->unchecked;
		s->files += s->layers[i]->files;
		s->bytes += s->layers[i]->bytes;
	}
	for (size_t i = 0; i < s->ngaps; i++) {
		int l = s->gaps[i].layer;

		if (l >= 0 && (size_t)l >= first_layer && !used[l]) {
			free(s->gaps[i].path);
			free(s->gaps[i].reason);
			continue;
		}
		s->gaps[kept++] = s->gaps[i];
	}
	s->ngaps = kept;
	free(used);
	return FI_OK;
}

enum fi_code fi_set_add_source(struct fi_set *s, const struct fi_source *source,
	const char *stored, struct fi_err *err)
{
	struct fi_crew *crew = fi_crew_new(); /* NULL: all is done here, still right */
	size_t first_layer = s->nlayers, first_image = s->nimages;
	struct fi_export x;
	enum fi_code rc;

	s->stranger = false;
	rc = fi_export_open(&x, s, crew, source, err);
	if (rc == FI_OK)
		rc = stored ? fi_manifest_stored(&x, stored, err) : fi_manifest_images(&x, err);
	if (x.nomem && rc != FI_ENOMEM) {
		fi_err_clear(err);
		rc = fi_err_nomem(err);
	}
	fi_export_close(&x);
	fi_crew_free(crew);
	if (rc == FI_OK)
		rc = forget_unused(s, first_layer, first_image, err);
	s->nsources++;
	return rc;
}

enum fi_code fi_set_add(struct fi_set *s, const char *path, struct fi_err *err)
{
	return fi_set_add_source(
		s, &(struct fi_source){ .path = path, .folder = -1 }, NULL, err);
}
