/** The mathematical functions of Go's library, where JavaScript's may differ in the last digit. */
export const exp = Math.exp;
export const log = Math.log;
export const log2 = Math.log2;
export const log10 = Math.log10;
export const sinh = Math.sinh;
export const cosh = Math.cosh;
export const tan = Math.tan;
export const tanh = Math.tanh;
export const asinh = Math.asinh;
export const acosh = Math.acosh;
export const atanh = Math.atanh;
export const pow = (x: number, y: number): number =>
  x === 1 ? 1 : x === -1 && !Number.isFinite(y) && !Number.isNaN(y) ? 1 : x ** y;
