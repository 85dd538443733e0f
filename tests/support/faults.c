/* Preloaded into a process: lets one call to the system fail that touches a folder, or all from it on, or kills in it.
   `arm` says which: the number of the call, and the error with which it fails, or DIE, or HALF. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DIE = -1, HALF = -2 }; /* DIE in the middle of a write, before any other call; HALF writes or reads the half */

static char folder[PATH_MAX]; /* empty till it is armed */
static long *count, number;
static int fault, forever;

void arm(const char *where, long *counter, long which, int what, int lasting) {
    count = counter, number = which, fault = what, forever = lasting;
    strcpy(folder, where);
}

static int is_within(const char *path) {
    size_t length = strlen(folder);
    return length && path && *path && (*path != '/' || (!strncmp(path, folder, length) && (path[length] == '/' || !path[length])));
}

static int is_file_within(int descriptor) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    long length = syscall(SYS_readlink, link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return *path == '/' && is_within(path);
}

static int befalls(int touches) { /* does the fault happen in this call? */
    if (!touches) return 0;
    ++*count;
    if (!number || (forever ? *count < number : *count != number)) return 0;
    if (fault == DIE) kill(getpid(), SIGKILL);
    errno = fault;
    return fault > 0;
}

#define REAL(name) ({ static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name); real; })
#define GUARD(type, name, touches, parameters, ...) \
    type name parameters { return befalls(touches) ? -1 : REAL(name)(__VA_ARGS__); }

GUARD(int, stat64, is_within(p), (const char *restrict p, struct stat64 *restrict s), p, s)
GUARD(int, lstat64, is_within(p), (const char *restrict p, struct stat64 *restrict s), p, s)
GUARD(int, fstat64, is_file_within(d), (int d, struct stat64 *s), d, s)
GUARD(int, access, is_within(p), (const char *p, int mode), p, mode)
GUARD(ssize_t, readlink, is_within(p), (const char *restrict p, char *restrict b, size_t n), p, b, n)
GUARD(int, fsync, is_file_within(d), (int d), d)
GUARD(int, ftruncate64, is_file_within(d), (int d, off64_t size), d, size)
GUARD(int, rename, is_within(a) || is_within(b), (const char *a, const char *b), a, b)
GUARD(int, link, is_within(a) || is_within(b), (const char *a, const char *b), a, b)
GUARD(int, unlink, is_within(p), (const char *p), p)
GUARD(int, fchmod, is_file_within(d), (int d, mode_t mode), d, mode)
GUARD(int, fchown, is_file_within(d), (int d, uid_t user, gid_t group), d, user, group)
int flock(int d, int operation);
GUARD(int, flock, is_file_within(d), (int d, int operation), d, operation)
ssize_t listxattr(const char *p, char *b, size_t n), flistxattr(int d, char *b, size_t n);
GUARD(ssize_t, listxattr, is_within(p), (const char *p, char *b, size_t n), p, b, n)
GUARD(ssize_t, flistxattr, is_file_within(d), (int d, char *b, size_t n), d, b, n)

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return befalls(is_within(path)) ? -1 : REAL(open64)(path, flags, mode);
}

ssize_t write(int d, const void *data, size_t size) {
    int touches = is_file_within(d);
    if (touches && number == *count + 1 && size > 1 && fault < 0) {
        ssize_t done = REAL(write)(d, data, size / 2);
        befalls(touches); /* where it is to die, it dies here */
        return done;
    }
    return befalls(touches) ? -1 : REAL(write)(d, data, size);
}

ssize_t read(int d, void *data, size_t size) {
    int touches = is_file_within(d);
    if (befalls(touches)) return -1;
    int halved = touches && number == *count && fault == HALF && size > 1;
    return REAL(read)(d, data, halved ? size / 2 : size);
}

int close(int d) { /* the file is closed, and what it could not keep is told */
    int fails = befalls(is_file_within(d)), error = errno, status = REAL(close)(d);
    return fails ? (errno = error, -1) : status;
}
