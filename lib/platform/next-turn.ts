/** Lets what was begun go on before what follows is done. */
export function nextTurn(): Promise<void> {
  return new Promise((done) => setTimeout(done, 0));
}
