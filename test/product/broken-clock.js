/** Loaded before the command: a fault that no input can cause. */
Date.now = () => {
  throw new TypeError('the clock is broken');
};
