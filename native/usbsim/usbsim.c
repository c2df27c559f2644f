/*
 * A USB device without a kernel. Plays one device to libusb through libumockdev, and asks a model on the other end of two pipes what
 * the device does. File descriptor 3 brings commands, 4 carries events; standard input and output belong to the program under test.
 *
 *   events    CTL hex            a control transfer: eight setup bytes, then the data of an OUT request
 *             OUT endpoint hex   the host sent this
 *             UNPLUGGED us, PLUGGED us   when, by the monotonic clock
 *   commands  CTL [hex]          answers the oldest control transfer
 *             IN endpoint hex    one message for the host; the host's reads cut it
 *             FILE endpoint path the same from a file, which is removed: hexadecimal is slow for whole pictures
 *             STALL endpoint     refuses the oldest control transfer (00) or the endpoint until its halt is cleared
 *             PLUG syspath node file, UNPLUG, QUIT
 *
 * usage: umockdev-wrapper usbsim PROGRAM [ARGUMENT...]
 */
#include <errno.h>
#include <linux/usbdevice_fs.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <glib/gstdio.h>
#include <umockdev.h>

typedef struct {
  UMockdevIoctlClient *client;
  UMockdevIoctlData *urb;
  UMockdevIoctlData *buffer;
  gboolean told;
} Transfer;

typedef struct {
  guint8 *bytes;
  gsize length, read;
} Message;

enum { ENDPOINTS = 256 };

/* libumockdev asks from threads of its own, and commands come on the main one: whoever touches what is below holds this. */
static GMutex lock;
static GCond finished;
static UMockdevTestbed *testbed;
static UMockdevIoctlBase *handler;
static GMainLoop *loop;
static GPtrArray *pending, *done;
static GQueue messages[ENDPOINTS];
static gboolean halted[ENDPOINTS];
static GHashTable *nodes;
static FILE *events;
static char *plugged;
static gsize generation;
static GPid child;
static int status = 1;

static struct usbdevfs_urb *urb_of(Transfer *transfer) { return (struct usbdevfs_urb *)transfer->urb->data; }
static guint8 *bytes_of(Transfer *transfer) { return transfer->buffer ? transfer->buffer->data : NULL; }

static void free_transfer(Transfer *transfer) {
  g_object_unref(transfer->urb);
  if (transfer->buffer) g_object_unref(transfer->buffer);
  g_object_unref(transfer->client);
  g_free(transfer);
}

static void free_message(Message *message) {
  g_free(message->bytes);
  g_free(message);
}

static void say_hex(const char *head, const guint8 *bytes, gsize length) {
  static const char digits[] = "0123456789abcdef";
  fputs(head, events);
  for (gsize at = 0; at < length; at++) {
    putc_unlocked(digits[bytes[at] >> 4], events);
    putc_unlocked(digits[bytes[at] & 15], events);
  }
  putc_unlocked('\n', events);
  fflush(events);
}

/* Of a digit or a lower-case letter: g_ascii_xdigit_value is right for more, and took most of the time. */
static inline guint8 nibble_of(char digit) { return (guint8)((digit & 15) + (digit >> 6) * 9); }

static Message *message_of(const char *hex) {
  Message *message = g_new0(Message, 1);
  message->length = strlen(hex) / 2;
  message->bytes = g_malloc(message->length + 1);
  for (gsize at = 0; at < message->length; at++)
    message->bytes[at] = (guint8)(nibble_of(hex[2 * at]) << 4 | nibble_of(hex[2 * at + 1]));
  return message;
}

/* A handle that was opened before the plug was pulled stays dead, also when the device is back. */
static gboolean is_gone(UMockdevIoctlClient *client) {
  gsize opened = GPOINTER_TO_SIZE(g_object_get_data(G_OBJECT(client), "generation"));
  return !plugged || opened != generation;
}

static void finish(Transfer *transfer, int result, int length) {
  urb_of(transfer)->status = result;
  urb_of(transfer)->actual_length = length;
  g_ptr_array_remove(pending, transfer);
  g_ptr_array_add(done, transfer);
  g_cond_signal(&finished);
}

/* Control transfers wait for the model. */
static gboolean begin_control(Transfer *transfer) {
  guint8 *bytes = bytes_of(transfer);
  gboolean in = bytes[0] & 0x80;
  if (transfer->told) return FALSE;
  transfer->told = TRUE;
  say_hex("CTL ", bytes, in ? 8 : (gsize)urb_of(transfer)->buffer_length);
  return FALSE;
}

static gboolean try_out(Transfer *transfer, guint8 endpoint) {
  char head[16];
  g_snprintf(head, sizeof head, "OUT %02x ", endpoint);
  say_hex(head, bytes_of(transfer), (gsize)urb_of(transfer)->buffer_length);
  finish(transfer, 0, urb_of(transfer)->buffer_length);
  return TRUE;
}

static gboolean try_in(Transfer *transfer, guint8 endpoint) {
  Message *message = g_queue_peek_head(&messages[endpoint]);
  if (!message) return FALSE;
  gsize length = MIN(message->length - message->read, (gsize)urb_of(transfer)->buffer_length);
  if (length) memcpy(bytes_of(transfer), message->bytes + message->read, length);
  message->read += length;
  if (message->read >= message->length) free_message(g_queue_pop_head(&messages[endpoint]));
  finish(transfer, 0, (int)length);
  return TRUE;
}

static gboolean advance(Transfer *transfer) {
  struct usbdevfs_urb *urb = urb_of(transfer);
  if (is_gone(transfer->client)) {
    finish(transfer, -ESHUTDOWN, 0);
    return TRUE;
  }
  if (urb->type == USBDEVFS_URB_TYPE_CONTROL) return begin_control(transfer);
  if (halted[urb->endpoint]) {
    finish(transfer, -EPIPE, 0);
    return TRUE;
  }
  return urb->endpoint & 0x80 ? try_in(transfer, urb->endpoint) : try_out(transfer, urb->endpoint);
}

static void advance_all(void) {
  for (guint at = 0; at < pending->len;)
    if (!advance(pending->pdata[at])) at++;
}

static Transfer *oldest_control(void) {
  for (guint at = 0; at < pending->len; at++) {
    Transfer *transfer = pending->pdata[at];
    if (urb_of(transfer)->type == USBDEVFS_URB_TYPE_CONTROL && transfer->told) return transfer;
  }
  return NULL;
}

static void answer_control(const char *hex) {
  Transfer *transfer = oldest_control();
  if (!transfer) return;
  guint8 *bytes = bytes_of(transfer);
  gsize room = (gsize)urb_of(transfer)->buffer_length - 8;
  if (!(bytes[0] & 0x80)) return finish(transfer, 0, (int)room);
  Message *message = message_of(hex);
  gsize length = MIN(message->length, room);
  memcpy(bytes + 8, message->bytes, length);
  free_message(message);
  finish(transfer, 0, (int)length);
}

static void submit(UMockdevIoctlClient *client, gulong size) {
  if (is_gone(client)) return umockdev_ioctl_client_complete(client, -1, ENODEV);
  UMockdevIoctlData *argument = umockdev_ioctl_client_get_arg(client);
  Transfer *transfer = g_new0(Transfer, 1);
  transfer->client = g_object_ref(client);
  transfer->urb = umockdev_ioctl_data_resolve(argument, 0, size, NULL);
  int length = urb_of(transfer)->buffer_length;
  g_object_ref(transfer->urb);
  if (length > 0) {
    transfer->buffer =
        umockdev_ioctl_data_resolve(transfer->urb, G_STRUCT_OFFSET(struct usbdevfs_urb, buffer), (gsize)length, NULL);
    g_object_ref(transfer->buffer);
  }
  g_ptr_array_add(pending, transfer);
  umockdev_ioctl_client_complete(client, 0, 0);
  advance_all();
}

static void discard(UMockdevIoctlClient *client) {
  UMockdevIoctlData *argument = umockdev_ioctl_client_get_arg(client);
  gulong address = *(gulong *)argument->data;
  for (guint at = 0; at < pending->len; at++) {
    Transfer *transfer = pending->pdata[at];
    if (transfer->client != client || transfer->urb->client_addr != address) continue;
    finish(transfer, -ENOENT, 0);
    return umockdev_ioctl_client_complete(client, 0, 0);
  }
  umockdev_ioctl_client_complete(client, -1, EINVAL);
}

static void reap(UMockdevIoctlClient *client, gulong size) {
  advance_all();
  for (guint at = 0; at < done->len; at++) {
    Transfer *transfer = done->pdata[at];
    if (transfer->client != client) continue;
    UMockdevIoctlData *argument = umockdev_ioctl_client_get_arg(client);
    UMockdevIoctlData *place = umockdev_ioctl_data_resolve(argument, 0, size, NULL);
    umockdev_ioctl_data_set_ptr(place, 0, transfer->urb);
    umockdev_ioctl_client_complete(client, 0, 0);
    g_ptr_array_remove_index(done, at);
    return free_transfer(transfer);
  }
  /* The stand-in for a device file is always ready, so libusb asks without end: leave the processor to the others. */
  g_cond_wait_until(&finished, &lock, g_get_monotonic_time() + 200);
  umockdev_ioctl_client_complete(client, -1, is_gone(client) ? ENODEV : EAGAIN);
}

static void tell_capabilities(UMockdevIoctlClient *client, gulong size) {
  UMockdevIoctlData *place = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, size, NULL);
  *(guint32 *)place->data = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_SCATTER_GATHER | USBDEVFS_CAP_BULK_CONTINUATION |
                            USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
  umockdev_ioctl_client_complete(client, 0, 0);
}

static void clear_halt(UMockdevIoctlClient *client) {
  UMockdevIoctlData *place =
      umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(unsigned int), NULL);
  halted[*(unsigned int *)place->data & 255] = FALSE;
  umockdev_ioctl_client_complete(client, 0, 0);
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer data) {
  (void)base, (void)data;
  gulong request = umockdev_ioctl_client_get_request(client);
  gulong size = (request >> 16) & 0x3fff;
  g_mutex_lock(&lock);
  switch (request) {
    case USBDEVFS_GET_CAPABILITIES: tell_capabilities(client, size); break;
    case USBDEVFS_SUBMITURB: submit(client, size); break;
    case USBDEVFS_DISCARDURB: discard(client); break;
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY: reap(client, size); break;
    case USBDEVFS_CLEAR_HALT: clear_halt(client); break;
    case USBDEVFS_GETDRIVER: umockdev_ioctl_client_complete(client, -1, ENODATA); break;
    case USBDEVFS_CLAIMINTERFACE:
    case USBDEVFS_RELEASEINTERFACE:
    case USBDEVFS_RESET:
    case USBDEVFS_SETINTERFACE:
    case USBDEVFS_SETCONFIGURATION:
      umockdev_ioctl_client_complete(client, is_gone(client) ? -1 : 0, is_gone(client) ? ENODEV : 0);
      break;
    default: umockdev_ioctl_client_complete(client, -1, ENOTTY);
  }
  g_mutex_unlock(&lock);
  return TRUE;
}

static void on_client(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer data) {
  (void)base, (void)data;
  g_mutex_lock(&lock);
  g_object_set_data(G_OBJECT(client), "generation", GSIZE_TO_POINTER(generation));
  g_mutex_unlock(&lock);
}

static void forget(GPtrArray *transfers, UMockdevIoctlClient *client) {
  for (guint at = 0; at < transfers->len;) {
    Transfer *transfer = transfers->pdata[at];
    if (transfer->client != client) {
      at++;
      continue;
    }
    g_ptr_array_remove_index(transfers, at);
    free_transfer(transfer);
  }
}

static void on_client_gone(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer data) {
  (void)base, (void)data;
  g_mutex_lock(&lock);
  forget(pending, client);
  forget(done, client);
  g_mutex_unlock(&lock);
}

static void plug(char **words) {
  GError *error = NULL;
  char *text = NULL;
  generation++;
  for (int at = 0; at < ENDPOINTS; at++) {
    g_queue_clear_full(&messages[at], (GDestroyNotify)free_message);
    halted[at] = FALSE;
  }
  if (!g_file_get_contents(words[3], &text, NULL, &error) || !umockdev_testbed_add_from_string(testbed, text, &error)) {
    fprintf(stderr, "usbsim: %s\n", error->message);
    exit(2);
  }
  g_free(text);
  if (g_hash_table_add(nodes, g_strdup(words[2])) &&
      !umockdev_testbed_attach_ioctl(testbed, words[2], handler, &error)) {
    fprintf(stderr, "usbsim: %s\n", error->message);
    exit(2);
  }
  plugged = g_strdup(words[1]);
  umockdev_testbed_uevent(testbed, plugged, "add");
  fprintf(events, "PLUGGED %" G_GINT64_FORMAT "\n", g_get_monotonic_time());
  fflush(events);
}

static void unplug(void) {
  if (!plugged) return;
  char *path = plugged;
  plugged = NULL;
  fprintf(events, "UNPLUGGED %" G_GINT64_FORMAT "\n", g_get_monotonic_time());
  fflush(events);
  advance_all();
  /* The testbed may wait for a thread that waits for us. */
  g_mutex_unlock(&lock);
  umockdev_testbed_uevent(testbed, path, "remove");
  umockdev_testbed_remove_device(testbed, path);
  g_mutex_lock(&lock);
  g_free(path);
}

static Message *message_in(const char *path) {
  Message *message = g_new0(Message, 1);
  char *bytes = NULL;
  if (!g_file_get_contents(path, &bytes, &message->length, NULL)) {
    fprintf(stderr, "usbsim: cannot read %s\n", path);
    exit(2);
  }
  g_unlink(path);
  message->bytes = (guint8 *)bytes;
  return message;
}

static void obey(char *line) {
  char **words = g_strsplit(line, " ", 4);
  guint count = g_strv_length(words);
  guint8 endpoint = count > 1 ? (guint8)strtoul(words[1], NULL, 16) : 0;
  if (!strcmp(words[0], "IN") && count == 3) g_queue_push_tail(&messages[endpoint], message_of(words[2]));
  else if (!strcmp(words[0], "FILE") && count == 3) g_queue_push_tail(&messages[endpoint], message_in(words[2]));
  else if (!strcmp(words[0], "CTL")) answer_control(count > 1 ? words[1] : "");
  else if (!strcmp(words[0], "STALL") && endpoint) halted[endpoint] = TRUE;
  else if (!strcmp(words[0], "STALL") && oldest_control()) finish(oldest_control(), -EPIPE, 0);
  else if (!strcmp(words[0], "PLUG") && count == 4) plug(words);
  else if (!strcmp(words[0], "UNPLUG")) unplug();
  else if (!strcmp(words[0], "QUIT")) kill(child, SIGKILL);
  g_strfreev(words);
  advance_all();
}

static gboolean on_command(GIOChannel *channel, GIOCondition condition, gpointer data) {
  (void)condition, (void)data;
  char *line = NULL;
  gsize end = 0;
  GIOStatus state = g_io_channel_read_line(channel, &line, NULL, &end, NULL);
  if (state == G_IO_STATUS_NORMAL) {
    line[end] = 0;
    g_mutex_lock(&lock);
    obey(line);
    g_mutex_unlock(&lock);
  }
  g_free(line);
  if (state != G_IO_STATUS_EOF && state != G_IO_STATUS_ERROR) return TRUE;
  /* The model is gone: nobody waits for this program any more. */
  kill(child, SIGKILL);
  return FALSE;
}

static void on_exit_of_child(GPid pid, gint wait_status, gpointer data) {
  (void)pid, (void)data;
  status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128;
  g_main_loop_quit(loop);
}

int main(int count, char **arguments) {
  GError *error = NULL;
  if (count < 2) return 2;
  events = fdopen(4, "w");
  if (!events) return 2;
  setvbuf(events, NULL, _IOFBF, 1 << 20);
  signal(SIGPIPE, SIG_IGN);
  pending = g_ptr_array_new();
  done = g_ptr_array_new();
  nodes = g_hash_table_new(g_str_hash, g_str_equal);
  testbed = umockdev_testbed_new();
  handler = umockdev_ioctl_base_new();
  g_signal_connect(handler, "handle-ioctl", G_CALLBACK(on_ioctl), NULL);
  g_signal_connect(handler, "client-connected", G_CALLBACK(on_client), NULL);
  g_signal_connect(handler, "client-vanished", G_CALLBACK(on_client_gone), NULL);
  loop = g_main_loop_new(NULL, FALSE);
  GIOChannel *commands = g_io_channel_unix_new(3);
  g_io_channel_set_encoding(commands, NULL, NULL);
  g_io_add_watch(commands, G_IO_IN | G_IO_HUP, on_command, NULL);
  /* The wrapper takes its preloading back before this program starts. */
  char **environment = g_environ_setenv(g_get_environ(), "LD_PRELOAD", "libumockdev-preload.so.0", TRUE);
  if (!g_spawn_async(NULL, arguments + 1, environment,
                     G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, &child,
                     &error)) {
    fprintf(stderr, "usbsim: %s\n", error->message);
    return 2;
  }
  g_child_watch_add(child, on_exit_of_child, NULL);
  g_main_loop_run(loop);
  g_object_unref(testbed);
  return status;
}
