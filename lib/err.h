/* err.h - one convention for failures, which needs no memory.
 *
 * A fallible function takes a `struct fi_err *` last and returns enum fi_code.
 * On FI_OK it has not touched the error.  On failure it has recorded one, and
 * its output arguments still hold what they held before the call.
 *
 * The cause is recorded where it happened; callers on the way up add the place
 * with fi_err_wrap, and cmd/ prints the whole once.  Libraries never print.
 */
#ifndef FI_LIB_ERR_H
#define FI_LIB_ERR_H

#include <stdarg.h>
#include <stddef.h>

#define FI_MUST_CHECK __attribute__((warn_unused_result))
#define FI_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
/* Run `f` on the variable's address when it goes out of scope. */
#define FI_AUTO(f) __attribute__((cleanup(f)))

enum fi_code {
	FI_OK = 0,
	FI_ENOMEM = -1,	 /* no memory */
	FI_EIO = -2,	 /* the system refused a read or a write; see fi_err.sys */
	FI_EFORMAT = -3, /* the input is not what it should be, or is damaged */
	FI_ELIMIT = -4,	 /* a limit of ours was reached; the input may be fine */
	FI_EUSAGE = -5,	 /* the caller (at the end, the user) asked for what cannot be */
	FI_ENOTFOUND = -6, /* the thing asked for is not there */
	FI_ESTOP = -7,	 /* a visitor or the user asked to stop */
};

/* Declare one as `struct fi_err err = { 0 };`. */
struct fi_err {
	enum fi_code code; /* FI_OK until something is recorded */
	int sys;	   /* errno of the refused call, 0 if none */
	char text[512];	   /* "outer context: cause"; raw bytes, escape to print */
};

/*
 * Record a failure and return `code`, so that a caller can write
 * `return fi_err_set(...)`.  The first record wins: a cleanup that fails after
 * the real failure must not hide it.  `err` may be NULL.
 */
enum fi_code fi_err_set(struct fi_err *err, enum fi_code code, const char *fmt, ...)
	FI_PRINTF(3, 4);

/* The same for a refused system call: appends ": " and strerror(sys). */
enum fi_code fi_err_sys(struct fi_err *err, int sys, const char *fmt, ...)
	FI_PRINTF(3, 4);

/* Put "text: " before what is recorded; returns the recorded code. */
enum fi_code fi_err_wrap(struct fi_err *err, const char *fmt, ...) FI_PRINTF(2, 3);

/* Shorthand for the commonest failure. */
enum fi_code fi_err_nomem(struct fi_err *err);

/* Forget what is recorded, so that the error can be used again. */
void fi_err_clear(struct fi_err *err);

#endif
