/* Preloaded into a process: locks behave as on a network share. SHARE says on which.
   nfs: an exclusive lock needs a descriptor that is open for writing (flock(2)).
   smb: so it does, and while a file is locked no other descriptor reads or writes it (cifs without `nobrl`).
   none: nobody keeps locks. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 16 };
static int held[MOST], count; /* descriptors that hold a lock */

static int is(const char *name) { const char *share = getenv("SHARE"); return share && !strcmp(share, name); }

int flock(int d, int operation) {
    static int (*real)(int, int);
    if (!real) real = dlsym(RTLD_NEXT, "flock");
    if (is("none")) return errno = ENOLCK, -1;
    if ((operation & LOCK_EX) && (fcntl(d, F_GETFL) & O_ACCMODE) == O_RDONLY) return errno = is("nfs") ? EBADF : EACCES, -1;
    int status = real(d, operation);
    if (!status && (operation & LOCK_EX) && count < MOST) held[count++] = d;
    return status;
}

static int is_shut(int d) { /* does another descriptor hold the file? */
    struct stat mine, other;
    if (!is("smb") || fstat(d, &mine)) return 0;
    for (int n = 0; n < count; n++)
        if (held[n] != d && !fstat(held[n], &other) && mine.st_ino == other.st_ino && mine.st_dev == other.st_dev) return 1;
    return 0;
}

#define SHUTS(type, name, parameters, ...) \
    type name parameters { \
        static type (*real) parameters; \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        return is_shut(d) ? (errno = EACCES, -1) : real(__VA_ARGS__); \
    }

SHUTS(ssize_t, read, (int d, void *data, size_t size), d, data, size)
SHUTS(ssize_t, write, (int d, const void *data, size_t size), d, data, size)

int close(int d) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "close");
    for (int n = 0; n < count; n++)
        if (held[n] == d) held[n--] = held[--count];
    return real(d);
}
