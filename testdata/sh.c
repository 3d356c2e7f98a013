/* sh.c - the smallest /bin/sh that can RUN "rm FILE...": a base image of 1 KB.
 *
 * cc -Os -static -nostdlib -ffreestanding ... (see make.sh); x86-64 Linux only.  It exists
 * so that the sample images have layers which delete files, without a distribution's
 * shell in this repository.
 */
static long call(long number, long a, long b, long c)
{
	long r;

	__asm__ volatile("syscall"
			 : "=a"(r)
			 : "a"(number), "D"(a), "S"(b), "d"(c)
			 : "rcx", "r11", "memory");
	return r;
}

#define SYS_unlink 87
#define SYS_exit 60

/* "rm -f a b": unlink a and b. */
static long run(char *s)
{
	long rc = s[0] == 'r' && s[1] == 'm' && s[2] == ' ' ? 0 : 127;

	for (char *word = s + 2; rc == 0 && *word;) {
		char *end;

		while (*word == ' ')
			word++;
		for (end = word; *end && *end != ' '; end++)
			;
		if (*end)
			*end++ = 0;
		if (*word && *word != '-' && call(SYS_unlink, (long)word, 0, 0) != 0)
			rc = 1;
		word = end;
	}
	return rc;
}

__attribute__((used)) static void start(long *stack)
{
	long argc = stack[0];
	char **argv = (char **)(stack + 1);

	call(SYS_exit, argc == 3 ? run(argv[2]) : 127, 0, 0);
	__builtin_unreachable();
}

__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tcall start\n");
