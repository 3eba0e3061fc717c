/** Every question of the room has a number of its own: equal questions are not asked again. */

let count = 0;

export function nextNumber() {
  count += 1;
  return count;
}
