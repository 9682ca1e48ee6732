/** How a token is named in a sentence, and what every grid of tokens says. */
export const tokens = {
  /** A token's text in a sentence: white space by its name. */
  empty: 'an empty token',
  spaces: (count: number) => (count === 1 ? 'a space' : `${count} spaces`),
  lineBreak: 'a line break',
  whiteSpace: 'white space',
  quoted: (text: string) => `“${text}”`,
  /** `number` counts from 1. */
  name: (number: number, quoted: string) => `Token ${number}, ${quoted}`,
  token: 'Token',
  together: 'Together',
};
