/* runnable.h - would this image's kernel and loader start that program?
 *
 * Looks a word up as Fly's init does (PATH of the image's and the config's variables,
 * WORKDIR, links), then follows what starting it needs: execute bit, machine, first
 * line of a script, loader, shared libraries, GLIBC versions.  Silent where a layer
 * was not read whole.
 *
 * Sources: execve(2), ld.so(8); musl ldso/dynlink.c by its documented behaviour
 * (/etc/ld-musl-ARCH.path); Fly's init of 2021.
 */
#ifndef FI_RULES_RUNNABLE_H
#define FI_RULES_RUNNABLE_H

#include "rules/finding.h"

enum fi_run_trouble {
	FI_RUN_FINE, /* or nothing that can be seen from here */
	FI_RUN_MISSING,
	FI_RUN_ON_VOLUME,   /* in the image, but a volume covers it; needs: the volume's path */
	FI_RUN_FOLDER,
	FI_RUN_FORBIDDEN,   /* the user may not execute it */
	FI_RUN_NO_FORMAT,   /* neither a program nor a script with a first line */
	FI_RUN_MACHINE,     /* needs: the machine's name */
	FI_RUN_RETURN,	    /* the script's first line ends in a carriage return; needs: the line */
	FI_RUN_INTERPRETER, /* needs: what the script's first line names */
	FI_RUN_LOADER,	    /* needs: the loader's path */
	FI_RUN_LIBRARY,	    /* needs: the library; elsewhere: where the image has one of that name */
	FI_RUN_GLIBC,	    /* needs: "2.38"; elsewhere: "2.36", which the image has */
};

/* What was found out about one program.  Strings are owned. */
struct fi_run {
	enum fi_run_trouble trouble;
	char *file;  /* the file that is in trouble, absolute; the word itself if missing */
	char *needs, *elsewhere; /* NULL where not said */
	int layer;   /* who wrote `file`; -1 */
};

/*
 * Look at `word` as argv[0].  False without memory (then nothing can be said).
 * The case needs image and rootfs; its config may be NULL.
 */
FI_MUST_CHECK bool fi_run_look(const struct fi_case *c, const char *word, struct fi_run *out);
void fi_run_done(struct fi_run *r);

/* Were all layers read to their ends?  Only then is what is missing really missing. */
bool fi_run_knows_all(const struct fi_case *c);

/* Does `path` lie at or below `dir`?  Both absolute; the root covers everything. */
bool fi_path_covers(const char *dir, const char *path);

/* The program that a wrapper (tini, gosu, env) starts, as an index in words; n if none. */
size_t fi_run_inner(char *const *words, size_t n);

#endif
