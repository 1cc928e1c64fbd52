/** Lets what was begun leave the machine before what follows is done. */
export function nextTurn(): Promise<void> {
  return new Promise((done) => setTimeout(done, 0));
}
