// Why a figure stays below its denominator, where one does: one sentence each, under the figure's name.
export const reasons = {};
