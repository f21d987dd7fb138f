export function crossCheck() {
  return true;
}
