/* keep.h - one file of values by key, which several processes may use at once.
 *
 * An SQLite database in WAL mode: a process that is killed, or a full disk, leaves what
 * was put before.  Each value has a digest of its own, so that a flipped bit makes it
 * absent and not wrong; damage of the file around them makes a cache start anew.  A
 * file that is somebody else's is never written to.
 *
 * The file is for its owner alone (mode 0600), and so is a folder that has to be made.
 * One that another user owns, root apart, is not trusted.
 */
#ifndef FI_LIB_KEEP_H
#define FI_LIB_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* A larger value is not kept. */
#define FI_KEEP_VALUE_MAX ((size_t)512 << 20)
#define FI_KEEP_KEY_MAX	  1024
#define FI_KEEP_SALT	  32

struct fi_keep_options {
	const char *path;
	uint32_t version; /* of what is in the values */
	/*
	 * The most that the values may take, in bytes; the ones used longest ago make
	 * room for others.  0: no bound.
	 */
	uint64_t max;
	int64_t now; /* Unix seconds: when what is used was used */
	const unsigned char *salt; /* FI_KEEP_SALT bytes for a new file; NULL: random */
	/* A cache: what is damaged or of another version is thrown away and made anew. */
	bool disposable;
	/*
	 * No other process uses it at the same time; then it may lie on a file system of
	 * the network.  Who comes second gets FI_EIO.
	 */
	bool alone;
	/*
	 * Nothing is put, and what is not there is not made.  Any number of processes may
	 * read so what nobody writes.
	 */
	bool readonly;
};

struct fi_keep;

/*
 * Open the file, made with its folders if it is not there.  One that may only be read
 * is opened for that.  FI_EIO or FI_ENOTFOUND if the system refuses; FI_EFORMAT if it is no file of
 * ours, or damaged or of another version without being disposable; it is untouched then.
 */
FI_MUST_CHECK enum fi_code fi_keep_open(
	const struct fi_keep_options *opt, struct fi_keep **out, struct fi_err *err);
void fi_keep_close(struct fi_keep *k);

/* Nothing can be put, and why not; NULL if it can.  Borrowed. */
const char *fi_keep_locked(const struct fi_keep *k);

/* What was chosen when the file was made; of FI_KEEP_SALT bytes. */
const unsigned char *fi_keep_salt(const struct fi_keep *k);

/*
 * Append the value to `out`.  FI_ENOTFOUND without an error recorded if there is none,
 * or none that is whole; FI_EIO; FI_ELIMIT past the buffer's.
 */
FI_MUST_CHECK enum fi_code fi_keep_get(struct fi_keep *k, unsigned kind, const void *key,
	size_t nkey, struct fi_buf *out, struct fi_err *err);
/* Is there one?  It may yet turn out to be damaged. */
FI_MUST_CHECK bool fi_keep_has(struct fi_keep *k, unsigned kind, const void *key, size_t nkey);

/* Put a value in place of the one that was there.  FI_EIO if that cannot be. */
FI_MUST_CHECK enum fi_code fi_keep_put(struct fi_keep *k, unsigned kind, const void *key,
	size_t nkey, const void *p, size_t n, struct fi_err *err);

/*
 * Visit the values of a kind in the order in which their keys were first put; both are
 * borrowed.  The visitor may get and put; what it answers other than FI_OK ends the
 * visit and is returned.  Values that are damaged are passed over and counted in
 * *damaged, if that is not NULL.
 */
typedef enum fi_code fi_keep_visitor(void *self, const void *key, size_t nkey,
	const void *p, size_t n, struct fi_err *err);
FI_MUST_CHECK enum fi_code fi_keep_each(struct fi_keep *k, unsigned kind,
	fi_keep_visitor *visit, void *self, size_t *damaged, struct fi_err *err);

#endif
