/* registry.h - what is in a registry's storage: tags, revisions, blobs.
 *
 * The layout of `distribution` (Docker Registry 2 and 3), which Harbor and GitLab have,
 * too: repositories/NAME/_manifests/{tags,revisions} hold files whose text is a digest,
 * blobs/sha256/HE/HEX/data hold the bytes.  zot keeps OCI layouts instead; see inputs.h.
 */
#ifndef FI_LAYERS_REGISTRY_H
#define FI_LAYERS_REGISTRY_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/digest.h"

enum fi_stored_kind {
	FI_STORED_TAGGED,   /* a tag leads to it */
	FI_STORED_UNTAGGED, /* a repository lists it, no tag leads to it */
	FI_STORED_DELETED,  /* a manifest that no repository, or no index, lists */
	FI_STORED_LOOSE,    /* a blob that no manifest names */
};

/* Something to read by its digest. */
struct fi_stored {
	enum fi_stored_kind kind;
	char digest[FI_DIGEST_TEXT];
	/* "acme/web:1.0", or "acme/web@sha256:0123456789ab" without a tag; sorted, at least one. */
	struct fi_strs names;
	uint64_t size; /* bytes of what it alone brings: all blobs that nothing before it had */
};

struct fi_storage {
	struct fi_stored *list; /* by kind, then first name */
	size_t n, cap;
	size_t repositories, tags;
	size_t kinds[4];	 /* how many of each */
	struct fi_strs uploads;	 /* unfinished ones that hold bytes: nothing reads them */
	struct fi_strs problems; /* "acme/web:1.0: its link is no digest", ... */
};

/* Does the folder look like a storage (docker/registry/v2)? */
bool fi_registry_is(int folder);

/*
 * List a storage.  Reads all manifests, no layer; follows no link.  What is damaged is
 * a problem and the rest is still listed.  FI_EIO, FI_ELIMIT, FI_ENOMEM, FI_ESTOP when
 * *stop is not 0 (NULL: never); *out is empty then.
 */
FI_MUST_CHECK enum fi_code fi_registry_list(int folder, const volatile int *stop,
	struct fi_storage *out, struct fi_err *err);

/*
 * The same of an OCI layout, as far as neither its index.json nor a docker's
 * manifest.json leads there: manifests and blobs that are left over.
 */
FI_MUST_CHECK enum fi_code fi_layout_leftovers(int folder, const volatile int *stop,
	struct fi_storage *out, struct fi_err *err);

void fi_storage_done(struct fi_storage *s);

#endif
