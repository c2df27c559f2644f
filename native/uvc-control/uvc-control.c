/*
 * Sets one control of a USB camera's extension unit, which needs an ioctl that Node cannot make (UVCIOC_CTRL_QUERY, linux/uvcvideo.h).
 * It sets only, never reads back, and refuses everything that is not a character device of the uvcvideo driver.
 *
 * usage: uvc-control /dev/videoN UNIT SELECTOR HEX     unit and selector 1 to 255, 1 to 32 bytes
 * exit:  0 set   2 arguments   3 not a video device   4 not a USB camera   5 length differs   6 refused   7 may not   8 gone
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/usb/video.h>
#include <linux/uvcvideo.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define MOST_BYTES 32
#define VIDEO_MAJOR 81

static int small_number(const char *text) {
  char *end;
  if (text[0] < '0' || text[0] > '9') return -1;
  long value = strtol(text, &end, 10);
  return *end == '\0' && value >= 1 && value <= 255 ? (int)value : -1;
}

static int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int bytes_of(const char *hex, unsigned char *bytes) {
  size_t length = strlen(hex);
  if (length == 0 || length % 2 != 0 || length / 2 > MOST_BYTES) return -1;
  for (size_t at = 0; at < length; at += 2) {
    int high = digit(hex[at]), low = digit(hex[at + 1]);
    if (high < 0 || low < 0) return -1;
    bytes[at / 2] = (unsigned char)(high << 4 | low);
  }
  return (int)(length / 2);
}

static int failed(const char *step) {
  int why = errno;
  fprintf(stderr, "%s: %s\n", step, strerror(why));
  if (why == EACCES || why == EPERM) return 7;
  if (why == ENOENT || why == ENODEV || why == ENXIO) return 8;
  return 6;
}

static int is_usb_camera(int device) {
  struct v4l2_capability able;
  memset(&able, 0, sizeof able);
  return ioctl(device, VIDIOC_QUERYCAP, &able) == 0 && strcmp((const char *)able.driver, "uvcvideo") == 0;
}

static int set(int device, struct uvc_xu_control_query query) {
  unsigned char length[2] = {0, 0};
  struct uvc_xu_control_query asked = query;
  asked.query = UVC_GET_LEN;
  asked.size = 2;
  asked.data = length;
  if (ioctl(device, UVCIOC_CTRL_QUERY, &asked) != 0) return failed("length");
  if ((length[0] | length[1] << 8) != query.size) {
    fprintf(stderr, "length: the camera says %d\n", length[0] | length[1] << 8);
    return 5;
  }
  return ioctl(device, UVCIOC_CTRL_QUERY, &query) == 0 ? 0 : failed("set");
}

int main(int count, char **arguments) {
  unsigned char bytes[MOST_BYTES];
  if (count != 5) return 2;
  int unit = small_number(arguments[2]), selector = small_number(arguments[3]), size = bytes_of(arguments[4], bytes);
  if (unit < 0 || selector < 0 || size < 0 || arguments[1][0] != '/') return 2;
  int device = open(arguments[1], O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
  if (device < 0) return errno == ELOOP ? 3 : failed("open");
  struct stat what;
  if (fstat(device, &what) != 0 || !S_ISCHR(what.st_mode) || major(what.st_rdev) != VIDEO_MAJOR) return 3;
  if (!is_usb_camera(device)) return 4;
  struct uvc_xu_control_query query = {
      .unit = (__u8)unit, .selector = (__u8)selector, .query = UVC_SET_CUR, .size = (__u16)size, .data = bytes};
  return set(device, query);
}
