/* show_model.h - the pieces of --show as JSON; docs/report.md says what is in them. */
#ifndef FI_CMD_SHOW_MODEL_H
#define FI_CMD_SHOW_MODEL_H

#include <jansson.h>

#include "cmd/report.h"
#include "rules/truth.h"

/* Remembers the first failure, so that building needs no checks. */
struct model {
	const struct fi_case *c;
	const struct report *r; /* its scanner masks, its lines tell who set what */
	bool failed;
};

/* Each is the caller's; NULL only with m->failed.  All need a Fly config but env. */
json_t *model_app(struct model *m);
json_t *model_groups(struct model *m);
json_t *model_ports(struct model *m);
json_t *model_service(struct model *m, const struct fi_truth_service *t);
json_t *model_env(struct model *m);
/* A command line, word by word, secrets masked; needs m->r alone. */
json_t *model_words(struct model *m, const struct fi_strs *words);

#endif
