/** JSON as it is printed: into terminals and logs too, where nothing in it may steer. */

/** What JSON leaves as it is, and a terminal obeys, hides, or turns around. */
const steering = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu

/** A value as JSON. What steers a terminal or GitHub's runner is escaped, so that it reads as the same text and does nothing. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .replace(steering, text => text.split('').map(escaped).join(''))
    .replaceAll('##[', `#${escaped('#')}[`)

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
