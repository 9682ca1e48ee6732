/** Where the picture begins on the page, and how many times as large as laid out it is there. */
export interface Corner {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** Where something stands in the picture, as laid out. */
export function placeOf(what: Element | Range, corner: Corner) {
  const { left, top, right, bottom, width, height } = what.getBoundingClientRect();
  return {
    left: (left - corner.left) / corner.scale,
    right: (right - corner.left) / corner.scale,
    top: (top - corner.top) / corner.scale,
    bottom: (bottom - corner.top) / corner.scale,
    width: width / corner.scale,
    height: height / corner.scale,
  };
}
