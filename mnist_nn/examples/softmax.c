/* Softmax, sigmoid and relu, as a program to be verified:
 *
 *     cc -O2 -o softmax softmax.c -lm
 *     mnist-nn verify -- ./softmax
 *
 * It reads one request from each line, and answers it on one line. The keys of a request come in one
 * order and without white space: so they are looked for, and JSON is not parsed. */

#define _POSIX_C_SOURCE 200809L /* getline */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DIMS 64
#define DTYPES "[\"float64\",\"float32\",\"float16\",\"bfloat16\"]"

struct array {
    char dtype[18]; /* with its quotation marks */
    int dims;
    size_t shape[MAX_DIMS];
    size_t size;
    double *data;
};

/* The functions. They compute in double; whoever reads a result of fewer bits rounds it. */

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

static double relu(double x) { return x < 0 ? 0 : x; }

/* exp(x) / sum(exp(x)) of n numbers; the greatest is subtracted first, so that none overflows. */
static void softmax(double *x, size_t n, size_t stride)
{
    double greatest = x[0], sum = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i * stride] > greatest) greatest = x[i * stride];
    for (size_t i = 0; i < n; i++) {
        x[i * stride] = exp(x[i * stride] - greatest);
        sum += x[i * stride];
    }
    for (size_t i = 0; i < n; i++)
        x[i * stride] /= sum;
}

/* Each returns NULL, or in words why it refuses. */

static const char *each(double (*function)(double), struct array *x)
{
    for (size_t i = 0; i < x->size; i++)
        x->data[i] = function(x->data[i]);
    return NULL;
}

static const char *softmax_along(long axis, struct array *x)
{
    if (axis < 0) axis += x->dims;
    if (axis < 0 || axis >= x->dims) return "there is no such axis";
    size_t classes = x->shape[axis], stride = 1;
    if (classes == 0) return "there are no classes";
    for (int i = (int)axis + 1; i < x->dims; i++)
        stride *= x->shape[i];
    for (size_t first = 0; first < x->size; first++)
        if (first / stride % classes == 0) softmax(x->data + first, classes, stride);
    return NULL;
}

/* The protocol. */

/* Return what follows a key in a line. */
static char *after(char *line, const char *key)
{
    char *found = strstr(line, key);
    if (found == NULL) {
        fprintf(stderr, "no %s in %s", key, line);
        exit(1);
    }
    return found + strlen(key);
}

/* Read the first array of a request. */
static const char *read_array(char *line, struct array *x)
{
    sscanf(after(line, "\"dtype\":"), "%17[a-z0-9\"]", x->dtype);
    if (strstr(DTYPES, x->dtype) == NULL)
        return "the dtype must be float64, float32, float16 or bfloat16";
    x->dims = 0;
    x->size = 1;
    for (char *at = after(line, "\"shape\":["); *at != ']'; at += *at == ',') {
        if (x->dims == MAX_DIMS) return "there are too many dimensions";
        x->shape[x->dims] = strtoul(at, &at, 10);
        x->size *= x->shape[x->dims++];
    }
    x->data = realloc(x->data, (x->size + 1) * sizeof *x->data);
    if (x->data == NULL) return "there is not enough memory";
    char *at = after(line, "\"data\":[");
    for (size_t i = 0; i < x->size; i++) {
        at += *at == '"'; /* "nan", "inf" and "-inf" are quoted, and strtod reads them */
        x->data[i] = strtod(at, &at);
        at += *at == '"';
        at++; /* a comma, or the end */
    }
    return NULL;
}

static const char *call(char *line, struct array *x)
{
    const char *refusal = read_array(line, x);
    char *name = after(line, "\"call\":\"");
    if (refusal != NULL) return refusal;
    if (strncmp(name, "softmax\"", 8) == 0)
        return softmax_along(strtol(after(line, "\"axis\":"), NULL, 10), x);
    if (strncmp(name, "sigmoid\"", 8) == 0) return each(sigmoid, x);
    if (strncmp(name, "relu\"", 5) == 0) return each(relu, x);
    return "there is no such function";
}

static void print_number(double number)
{
    if (isnan(number))
        printf("\"nan\"");
    else if (isinf(number))
        printf(number > 0 ? "\"inf\"" : "\"-inf\"");
    else
        printf("%.17g", number);
}

static void print_array(const struct array *x)
{
    printf("{\"dtype\":%s,\"shape\":[", x->dtype);
    for (int i = 0; i < x->dims; i++)
        printf(i ? ",%zu" : "%zu", x->shape[i]);
    printf("],\"data\":[");
    for (size_t i = 0; i < x->size; i++) {
        if (i) printf(",");
        print_number(x->data[i]);
    }
    printf("]}");
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0;
    struct array x = {.data = NULL};
    while (getline(&line, &capacity, stdin) > 0) {
        printf("{\"id\":%ld,", strtol(after(line, "\"id\":"), NULL, 10));
        if (strstr(line, "\"call\":\"describe\"") != NULL) {
            printf("\"name\":\"softmax.c\",\"version\":\"1\",\"functions\":{"
                   "\"softmax\":" DTYPES ",\"sigmoid\":" DTYPES ",\"relu\":" DTYPES "}");
        } else {
            const char *refusal = call(line, &x);
            if (refusal != NULL) {
                printf("\"error\":\"%s\"", refusal);
            } else {
                printf("\"result\":");
                print_array(&x);
            }
        }
        printf("}\n");
        fflush(stdout);
    }
    free(x.data);
    free(line);
    return 0;
}
