/** How far a long run is, on a terminal, once it has taken more than a second. */
export function progressOn(stream: NodeJS.WriteStream): (done: number, all: number) => void {
  if (!stream.isTTY) return () => {}
  const start = performance.now()
  let shown = 0
  return (done, all) => {
    const now = performance.now()
    if (now - start < 1000) return
    if (done + 1 === all) stream.write('\r\u001B[K')
    else if (now - shown > 100) {
      shown = now
      stream.write(`\rReading file ${done + 1} of ${all}…`)
    }
  }
}
