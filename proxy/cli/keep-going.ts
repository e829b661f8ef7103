/**
 * One connection's fault must not end everybody's session: it is printed, and corscope goes on. Only for a corscope that
 * runs: before that, whatever goes wrong must end the process with its exit code.
 */
export function keepGoing(): void {
  process.on('uncaughtException', error => console.error(error));
  process.on('unhandledRejection', error => console.error(error));
}

/** A reader that leaves early, such as `| head -1`, is no fault: what is printed after that is for nobody. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
