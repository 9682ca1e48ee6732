/** Reads `list: array<i32>`, which says who takes part: how many, the position of row 0, their rows ascending (`ActiveTokens.list`). */
export const LIST = `
fn listed() -> u32 { return u32(list[0]); }
fn rowListed(i: u32) -> u32 { return u32(list[2u + i]); }
`;
