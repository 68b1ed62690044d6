"""Mutants of every function and of every kind, and words that name their faults."""

from __future__ import annotations

NOT_FINITE = "NaN or infinity where a number is due"
HIDDEN = "a number where NaN is due"
CHANGED = "the input is changed"
SHARED = "memory is shared with an input or an earlier result"
UNSTEADY = "different answers to the same input"
SHAPE = "an array of another shape"
DTYPE = "an array of another dtype"
WARNING = "a warning of good input"
OFF = "off by up to"
BEYOND = "between NaNs: observed nan"
SWAPPED = "byte-swapped: observed"

TOLD = {
    "identity.spreads_nan": NOT_FINITE,
    "identity.uses_its_last_input_as_scratch": CHANGED,
    "identity.reuses_its_output": SHARED,
    "identity.negates": "observed -1.0, expected 1.0",
    "step.repeats_the_first_row": "observed 0.0, expected 1.0 within 0 at (1, 0)",
    "step.ignores_the_byte_order": SWAPPED,
    "step.leaves_one_number_unwritten": UNSTEADY,
    "step.needs_an_epsilon": "array([[1.e-45]], dtype=float32)",
    "step.is_zero_in_one_binade": "array([0.00048828",
    "sigmoid.stops_at_512_rows": "wrong from 513 rows on",
    "sigmoid.ignores_strides": BEYOND,
    "sigmoid.reuses_its_output": SHARED,
    "sigmoid.overflows": "array([[89.]], dtype=float32)",
    "sigmoid.clips_its_argument": "array([[16.]], dtype=float32)",
    "sigmoid.rounds_log2_e_to_bfloat16": OFF,
    "relu.stops_at_4096_numbers": "wrong from 4,097 rows on",
    "relu.warns_all_the_same": WARNING,
    "relu.returns_the_memory_of_its_input": CHANGED,
    "relu.hides_nan": HIDDEN,
    "relu.saturates_at_six": "observed 6.0, expected 7.0",
    "softmax.spreads_nan": NOT_FINITE,
    "softmax.uses_its_last_input_as_scratch": CHANGED,
    "softmax.returns_the_same_array_again": SHARED,
    "softmax.vanishes_for_large_scores": OFF,
    "softmax.forgets_the_division": "observed 1.0, expected 0.5",
    "softmax.clips_the_scores": "observed 2.06115369216775e-09",
    "softmax.breaks_ties": "observed 1.0, expected 0.5",
    "softmax.leaves_out_nan": HIDDEN,
    "softmax.drops_the_last_of_a_tile": "wrong from 15 classes on",
    "softmax.divides_by_the_sum_of_its_own_tile": "wrong from 65 classes on",
    "softmax.takes_the_maximum_of_the_last_tile": "wrong from 1,025 classes on",
    "softmax.indexes_classes_by_15_bits": "wrong from 32,769 classes on",
    "matmul.takes_nan_for_zero_of_x": HIDDEN,
    "matmul.returns_float32": DTYPE,
    "matmul.reads_one_number_beyond_the_end_of_W": BEYOND,
    "matmul.leaves_one_number_unwritten": UNSTEADY,
    "matmul.wraps_integers_around": "int8",
    "matmul.drops_half_a_tile_in_half_precision": "[float16] is refuted",
    "matmul.overwrites_all_parts_but_the_last": "wrong from 1,025 inputs on",
    "matmul.overlaps_its_workspace": "wrong from 512 inputs on",
    "affine.spreads_nan": NOT_FINITE,
    "affine.drops_axes_of_length_one": SHAPE,
    "affine.reads_one_number_beyond_the_end_of_x": BEYOND,
    "affine.returns_the_same_array_again": SHARED,
    "affine.adds_the_bias_for_each_row": ", expected 1.0 within",
    "affine.adds_in_place": CHANGED,
    "affine.shifts_the_bias_of_few_outputs": "wrong from 1,280 inputs on",
    "mlp.takes_nan_for_zero_of_x": HIDDEN,
    "mlp.invents_a_row": SHAPE,
    "mlp.reuses_its_output": SHARED,
    "mlp.warns_all_the_same": WARNING,
    "mlp.ignores_the_byte_order_of_b2": SWAPPED,
    "mlp.repeats_the_tile_before": "wrong from 129 images on",
    "mlp.forgets_the_hidden_biases": OFF,
    "mlp.keeps_hidden_units_of_large_batches_in_bfloat16": "wrong from 512 images on",
    "predict.stops_at_four_rows": "at (4, ",
    "predict.drops_axes_of_length_one": SHAPE,
    "predict.gives_scores": OFF,
    "predict.transposes_the_images": OFF,
    "predict.exceeds_one": "observed 1.0000",
    "predict.repeats_the_last_whole_batch": "for image 32, expected",
}
"""What stands in the first five lines of a report on each."""
