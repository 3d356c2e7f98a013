/* project.h - the files beside an image: Fly config, Dockerfile, .dockerignore, CI files. */
#ifndef FI_RULES_PROJECT_H
#define FI_RULES_PROJECT_H

#include "rules/finding.h"

struct fi_project {
	/* What checks get: folder, the parsed files, their names and texts; no image.
	 */
	struct fi_case c;
	struct fi_strs
		used; /* paths of the files that were read, as one would type them */
	struct fi_strs
		problems; /* "fly.toml: Permission denied": there, but not looked at */
	struct fi_project_memory *memory; /* ours */
};

/*
 * Look for fly.toml, fly.json, fly.yaml (the first one counts), the Dockerfile (that
 * of the config's [build], or "Dockerfile") and its ignore file (that of the
 * config's [build], "Dockerfile.dockerignore", ".dockerignore") in `folder`, and read
 * them.  `fly_config` and `dockerfile` name a file instead, relative to the current
 * folder; NULL to look.  Without a folder (NULL) nothing is looked for: only the
 * named files are read.
 *
 * The files of CI services (rules/ci.h) are read from the folder too.
 *
 * What is absent stays NULL.  FI_ENOTFOUND if the folder or a named file is absent,
 * FI_ENOMEM; a file that is there but cannot be read is in out->problems.
 */
FI_MUST_CHECK enum fi_code fi_project_load(const char *folder, const char *fly_config,
	const char *dockerfile, struct fi_project *out, struct fi_err *err);
void fi_project_done(struct fi_project *p);

/*
 * The path, from the current folder, of a file that a finding calls `name` (which is
 * relative to the project's folder unless the user named the file).  malloc'd; NULL
 * without memory.
 */
FI_MUST_CHECK char *fi_project_path(const struct fi_project *p, const char *name);

#endif
