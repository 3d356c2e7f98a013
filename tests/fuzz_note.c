/*
 * fuzz_note.c - what an audit noted of its inputs may come from another machine.
 *
 * Promise: any bytes are a note or an error, and a note that was read is written as it
 * was, so that nothing of it is lost on the way to a merged report.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/audit_run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf again = fi_buf_limited(64 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf once = fi_buf_limited(64 << 20);
	struct audit_note note = { 0 }, copy = { 0 };
	struct fi_err err = { 0 };
	enum fi_code rc = audit_note_read(data, size, &note, &err);

	if ((rc == FI_OK) != (err.code == FI_OK))
		abort();
	if (rc != FI_OK)
		return 0;
	if (audit_note_write(&note, &once) != FI_OK ||
		audit_note_read(once.p, once.len, &copy, &err) != FI_OK ||
		audit_note_write(&copy, &again) != FI_OK || once.len != again.len ||
		memcmp(once.p, again.p, once.len) != 0)
		abort();
	audit_note_done(&note);
	audit_note_done(&copy);
	return 0;
}
