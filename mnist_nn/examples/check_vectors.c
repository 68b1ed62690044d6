/* Checks functions in C by test vectors, with nothing but the C library:
 *
 *     mnist-nn vectors DIR
 *     cc -O2 -o check DIR/check_vectors.c -lm && ./check DIR/softmax.float64.json
 *
 * and with -DNUMBER=float for softmax.float32.json, and for softmax.float16.json and
 * softmax.bfloat16.json too: a float holds every number in them, and a result may have more digits
 * than it needs. The file says which function it is about: one of those in the table below. Its
 * first line is the head, and each case is one line, with its keys in one order and no white space
 * between them: so they are looked for, and JSON is not parsed. */

#define _POSIX_C_SOURCE 200809L /* getline */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef NUMBER
#define NUMBER double
#endif

#define MAX_DIMS 8

#define DIGITS (sizeof(NUMBER) == sizeof(float) ? 9 : 17) /* that tell two numbers apart */

/* What is checked, of n numbers that lie a stride apart: put your own in their places. */
static void softmax(const NUMBER *x, NUMBER *y, size_t n, size_t stride)
{
    NUMBER greatest = x[0], sum = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i * stride] > greatest) greatest = x[i * stride];
#ifdef WRONG
    greatest = 0; /* exponentials overflow */
#endif
    for (size_t i = 0; i < n; i++)
        sum += y[i * stride] = (NUMBER)exp((double)(x[i * stride] - greatest));
    for (size_t i = 0; i < n; i++)
        y[i * stride] /= sum;
}

static void sigmoid(const NUMBER *x, NUMBER *y, size_t n, size_t stride)
{
    for (size_t i = 0; i < n * stride; i += stride)
        y[i] = (NUMBER)(1 / (1 + exp(-(double)x[i])));
}

static void relu(const NUMBER *x, NUMBER *y, size_t n, size_t stride)
{
    for (size_t i = 0; i < n * stride; i += stride)
        y[i] = x[i] <= 0 ? 0 : x[i]; /* NaN stays */
}

static void step(const NUMBER *x, NUMBER *y, size_t n, size_t stride)
{
    for (size_t i = 0; i < n * stride; i += stride)
        y[i] = isnan(x[i]) ? x[i] : x[i] > 0;
}

static void identity(const NUMBER *x, NUMBER *y, size_t n, size_t stride)
{
    for (size_t i = 0; i < n * stride; i += stride)
        y[i] = x[i];
}

static const struct function {
    const char *name;
    void (*run)(const NUMBER *x, NUMBER *y, size_t n, size_t stride);
} FUNCTIONS[] = {
    {"softmax", softmax}, {"sigmoid", sigmoid}, {"relu", relu}, {"step", step},
    {"identity", identity},
};

/* Return what follows a key in a line. */
static char *after(char *line, const char *key)
{
    char *found = strstr(line, key);
    if (found == NULL) {
        fprintf(stderr, "there is no %s in: %s", key, line);
        exit(2);
    }
    return found + strlen(key);
}

/* Return so many numbers of a list, each as often as it says: where it has fewer, they begin
 * again. */
static double *read_numbers(char *line, const char *key, size_t size)
{
    char *at = after(line, key) + 1; /* behind the bracket */
    size_t given = 0;
    double *numbers = malloc((size + 1) * sizeof *numbers);
    if (numbers == NULL) exit(2);
    while (given < size && *at == '"') {
        double number = strtod(at + 1, &at);
        size_t times = *at == '*' ? strtoul(at + 1, &at, 10) : 1;
        for (; times > 0 && given < size; times--)
            numbers[given++] = number;
        at += at[1] == ',' ? 2 : 1; /* behind another quotation mark, and a comma */
    }
    if (given == 0 && size > 0) {
        fprintf(stderr, "there are no numbers behind %s in: %s", key, line);
        exit(2);
    }
    for (size_t i = given; i < size; i++)
        numbers[i] = numbers[i - given];
    return numbers;
}

/* Return whether a result is what is expected. */
static int is_right(double y, double hi, double lo, double tolerance, const double *between)
{
    if (!isfinite(hi)) return isnan(hi) ? isnan(y) : y == hi;
    return fabs((y - hi) - lo) <= tolerance && between[0] <= y && y <= between[1];
}

/* Return the function that the head of a file names. */
static const struct function *named_in(char *head, const char *path)
{
    char *name = after(head, "\"function\":\"");
    size_t length = strcspn(name, "\"");
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++)
        if (strlen(FUNCTIONS[i].name) == length && strncmp(FUNCTIONS[i].name, name, length) == 0)
            return &FUNCTIONS[i];
    fprintf(stderr, "%s: it is about %.*s, which FUNCTIONS in check_vectors.c does not have\n", path,
            (int)length, name);
    exit(2);
}

/* Print where an element stands, by its number. */
static void print_index(size_t element, const size_t *shape, int dims)
{
    size_t below = 1;
    for (int i = 1; i < dims; i++)
        below *= shape[i];
    printf(" at [");
    for (int i = 0; i < dims; below /= ++i < dims ? shape[i] : 1)
        printf("%s%zu", i == 0 ? "" : ", ", element / below % shape[i]);
    printf("]");
}

/* Check one case; print what is wrong with it behind its place, and return whether anything is. */
static int fails(const struct function *function, char *line, const double *between,
                 const char *path, int number)
{
    size_t shape[MAX_DIMS] = {0}, size = 1, stride = 1, wrong;
    int dims = 0;
    for (char *at = after(line, "\"shape\":["); *at != ']'; at += *at == ',') {
        if (dims == MAX_DIMS) exit(2);
        shape[dims] = strtoul(at, &at, 10);
        size *= shape[dims++];
    }
    if (dims == 0) shape[dims++] = 1;
    char *option = strstr(line, "\"axis\":");
    long axis = option == NULL ? -1 : strtol(option + strlen("\"axis\":"), NULL, 10);
    axis += axis < 0 ? dims : 0;
    for (int i = (int)axis + 1; i < dims; i++)
        stride *= shape[i];

    double *data = read_numbers(line, "\"data\":", size), *hi = read_numbers(line, "\"hi\":", size);
    double *lo = read_numbers(line, "\"lo\":", size);
    double *radius = read_numbers(line, "\"radius\":", size);
    double *allowed = read_numbers(line, "\"allowed\":", size);
    NUMBER *x = malloc((size + 1) * sizeof *x), *y = malloc((size + 1) * sizeof *y);
    if (x == NULL || y == NULL) exit(2);
    for (size_t i = 0; i < size; i++)
        x[i] = (NUMBER)data[i];
    for (size_t first = 0; first < size; first++)
        if (first / stride % shape[axis] == 0)
            function->run(x + first, y + first, shape[axis], stride);

    for (wrong = 0; wrong < size; wrong++)
        if (!is_right((double)y[wrong], hi[wrong], lo[wrong], allowed[wrong] + radius[wrong],
                      between))
            break;
    if (wrong < size) {
        char *reason = after(line, "\"reason\":\"");
        printf("%s:%d (%.*s): gave %.*g", path, number, (int)strcspn(reason, "\""), reason,
               (int)DIGITS, (double)y[wrong]);
        print_index(wrong, shape, dims);
        printf(", expected %.17g within %.3g, from %g to %g\n", hi[wrong],
               allowed[wrong] + radius[wrong], between[0], between[1]);
    }
    double *read[] = {data, hi, lo, radius, allowed};
    for (int i = 0; i < 5; i++)
        free(read[i]);
    free(x);
    free(y);
    return wrong < size;
}

int main(int argc, char **argv)
{
    const char *path = argc == 2 ? argv[1] : "softmax.float64.json";
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t capacity = 0;
    int cases = 0, failed = 0;
    if (file == NULL || getline(&line, &capacity, file) < 0) {
        fprintf(stderr, "%s: there are no test vectors to read\n", path);
        return 2;
    }
    const struct function *function = named_in(line, path);
    double *between = read_numbers(line, "\"between\":", 2);
    for (; getline(&line, &capacity, file) > 0 && line[0] == '{'; cases++)
        failed += fails(function, line, between, path, cases + 2); /* the head is line 1 */
    if (line[0] != ']') {
        fprintf(stderr, "%s: it ends after %d cases, and is not whole\n", path, cases);
        return 2;
    }
    printf("%s: %d of %d cases failed\n", path, failed, cases);
    free(between);
    free(line);
    fclose(file);
    return failed > 0;
}
