/** The stream tells of a change a moment after the API took it. */
const MOST_MS = 1000;
const LOOK_MS = 10;

/** Waits until the stream has told of what the API answered, so that nothing acts on what the screen no longer shows. */
export async function told(isThere: () => boolean): Promise<void> {
  for (let waited = 0; waited < MOST_MS && !isThere(); waited += LOOK_MS) {
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  }
}
