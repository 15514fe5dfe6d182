/*
 * A disk that fails while programs run: preloaded into one, it lets no call write below the folder
 * of FAILING_DISK while FAILING_DISK_ERROR names a file that holds an errno, as a file system does
 * that the kernel has made read-only (EROFS), that has no room (ENOSPC) or that breaks (EIO). With
 * an `s` behind the number, what is written is taken and only its syncing fails.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int failure(int syncing) {
  const char *flag = getenv("FAILING_DISK_ERROR");
  char text[8] = "";
  if (!flag) return 0;
  int fd = REAL(open)(flag, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  ssize_t size = read(fd, text, sizeof text - 1);
  close(fd);
  if (size <= 0 || (strchr(text, 's') && !syncing)) return 0;
  return atoi(text);
}

static int below(const char *path) {
  const char *root = getenv("FAILING_DISK");
  return root && path && strncmp(path, root, strlen(root)) == 0;
}

static int fails_at(const char *path) {
  int error = below(path) ? failure(0) : 0;
  if (error) errno = error;
  return error != 0;
}

static int fails_on(int fd, int syncing) {
  int error = failure(syncing);
  char link[64], path[PATH_MAX];
  if (!error) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path - 1);
  path[size < 0 ? 0 : size] = 0;
  if (!below(path)) return 0;
  errno = error;
  return 1;
}

#define WRITES(flags) (((flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0)
#define OPENS(name)                                            \
  int name(const char *path, int flags, ...) {                 \
    va_list more;                                              \
    va_start(more, flags);                                     \
    mode_t mode = va_arg(more, mode_t);                        \
    va_end(more);                                              \
    if (WRITES(flags) && fails_at(path)) return -1;            \
    return REAL(name)(path, flags, mode);                      \
  }
OPENS(open)
OPENS(open64)

#define ON_FD(result, name, syncing, head, call)               \
  result name head {                                           \
    if (fails_on(fd, syncing)) return -1;                      \
    return REAL(name) call;                                    \
  }
ON_FD(ssize_t, write, 0, (int fd, const void *data, size_t size), (fd, data, size))
ON_FD(ssize_t, pwrite, 0, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
ON_FD(ssize_t, pwrite64, 0, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
ON_FD(ssize_t, writev, 0, (int fd, const struct iovec *data, int count), (fd, data, count))
ON_FD(ssize_t, pwritev, 0, (int fd, const struct iovec *data, int count, off_t at), (fd, data, count, at))
ON_FD(ssize_t, pwritev64, 0, (int fd, const struct iovec *data, int count, off64_t at), (fd, data, count, at))
ON_FD(int, ftruncate, 0, (int fd, off_t size), (fd, size))
ON_FD(int, ftruncate64, 0, (int fd, off64_t size), (fd, size))
ON_FD(int, fsync, 1, (int fd), (fd))
ON_FD(int, fdatasync, 1, (int fd), (fd))

#define AT_PATH(name, head, call)                              \
  int name head {                                              \
    if (fails_at(path)) return -1;                             \
    return REAL(name) call;                                    \
  }
AT_PATH(rename, (const char *path, const char *to), (path, to))
AT_PATH(unlink, (const char *path), (path))
AT_PATH(rmdir, (const char *path), (path))
AT_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
AT_PATH(chmod, (const char *path, mode_t mode), (path, mode))
char *mkdtemp(char *path) {
  if (fails_at(path)) return NULL;
  return REAL(mkdtemp)(path);
}

/* What removes whole folders goes by their open handles. */
int unlinkat(int fd, const char *path, int flags) {
  if (path[0] == '/' ? fails_at(path) : fails_on(fd, 0)) return -1;
  return REAL(unlinkat)(fd, path, flags);
}
AT_PATH(link, (const char *path, const char *to), (path, to))
