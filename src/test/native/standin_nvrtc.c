// A stand-in for libnvrtc.so.13: "compiled" kernels are the options. A source with #error fails.
//   STANDIN_ARCHITECTURES  "75 90" and the like; 90 if not set
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct program {
  char *source;
  char options[1024];
};

static void note(const char *text) {
  const char *file = getenv("FIRENET_STANDIN_LOG");
  FILE *out = file ? fopen(file, "a") : 0;
  if (!out) return;
  fprintf(out, "%s\n", text);
  fclose(out);
}
static int architectures(int *values) {
  const char *text = getenv("STANDIN_ARCHITECTURES");
  int count = 0;
  for (const char *p = text ? text : "90"; *p;) {
    char *end;
    long value = strtol(p, &end, 10);
    if (end == p) break;
    if (values) values[count] = (int)value;
    ++count;
    p = end;
  }
  return count;
}

int nvrtcVersion(int *major, int *minor) {
  *major = 13;
  *minor = 7;
  return 0;
}
const char *nvrtcGetErrorString(int status) { return status ? "failure" : "success"; }
int nvrtcGetNumSupportedArchs(int *count) {
  *count = architectures(0);
  return 0;
}
int nvrtcGetSupportedArchs(int *values) {
  architectures(values);
  return 0;
}
int nvrtcCreateProgram(struct program **program, const char *source, const char *name, int count,
                       const char *const *headers, const char *const *names) {
  char text[256];
  snprintf(text, sizeof text, "nvrtcCreateProgram %s %d %s %s", name, count, count ? names[0] : "-",
           count && strlen(headers[0]) ? "with text" : "empty");
  note(text);
  *program = calloc(1, sizeof **program);
  (*program)->source = strdup(source);
  return 0;
}
int nvrtcDestroyProgram(struct program **program) {
  free((*program)->source);
  free(*program);
  return 0;
}
int nvrtcCompileProgram(struct program *program, int count, const char *const *options) {
  strcpy(program->options, "COMPILED");
  for (int i = 0; i < count; ++i) {
    strcat(program->options, " ");
    strcat(program->options, options[i]);
  }
  note(program->options);
  return strstr(program->source, "#error") ? 6 : 0;
}
int nvrtcGetProgramLogSize(struct program *program, size_t *bytes) {
  (void)program;
  *bytes = 20;
  return 0;
}
int nvrtcGetProgramLog(struct program *program, char *log) {
  (void)program;
  strcpy(log, "line 1: #error here");
  return 0;
}
int nvrtcGetCUBINSize(struct program *program, size_t *bytes) {
  *bytes = strlen(program->options) + 1;
  return 0;
}
int nvrtcGetCUBIN(struct program *program, char *code) {
  strcpy(code, program->options);
  return 0;
}
int nvrtcGetPTXSize(struct program *program, size_t *bytes) { return nvrtcGetCUBINSize(program, bytes); }
int nvrtcGetPTX(struct program *program, char *code) { return nvrtcGetCUBIN(program, code); }
