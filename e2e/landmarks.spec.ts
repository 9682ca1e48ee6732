import { expect, test } from '@playwright/test';
import { arrive, PLACES } from './places';

/** Each page as it is to who goes from landmark to landmark: where one is, what there is, in which order. */

const BANNER = `
  - banner:
    - link "Skip to the content"
    - link "MoR Explorer"
    - navigation "Site":
      - link "Explore"
      - link "Learn"
      - link "Results"
      - link "Teach"`;

const FOOTER = `
  - contentinfo:
    - navigation "More":
      - link "About this site"
      - link "For teachers"
      - button "Commands"
      - button "Keys"`;

/** A page that is read. */
const read = (main: string) => `${BANNER}
  - main:${main}${FOOTER}`;

/** Explore with this picture, in the place where any picture stands. */
const explore = (picture: string) => `${BANNER}
    - button "WASM"
    - button "Theme"
    - button "Copy link"
  - main:
    - region "In short"
    - region "Text":
      - heading [level=1]
      - textbox
      - group "Examples"
    - region "Model and rules":
      - group "Routing"
      - group "KV cache"
      - group "Recursions"
      - group "Selection"
    - status "Notices"
    - status "Run": /Run complete/
    - group "View"
    - region "${picture}":
      - heading "${picture}" [level=2]
    - region:
      - heading [level=2]
      - heading "Router score gate" [level=3]
    - region "What it costs":
      - heading "What it costs" [level=2]
      - table
  - contentinfo:
    - button "Commands"
    - button "Keys"`;

/** A lesson; the model stands beside it. */
const LESSON = `${BANNER}
    - button "WASM"
    - button "Theme"
  - main:
    - article:
      - heading [level=1]
      - group
      - heading [level=2]
      - button "Next"
    - region "The model beside the lesson"`;

const LANDMARKS: { readonly [name: string]: string } = {
  'the front door': read(`
    - heading [level=1]
    - figure
    - heading "What the runs say" [level=2]
    - heading "What is real here" [level=2]`),
  Learn: read(`
    - heading "Learn" [level=1]
    - region "Lessons":
      - heading "Lessons" [level=2]
      - list
    - region "Quiz"
    - region "Challenges"
    - region "Glossary"`),
  'the glossary': read(`
    - heading "Glossary" [level=1]
    - region "The transformer"
    - region "Recursion"
    - region "Routing"
    - region "Cost"`),
  'the quiz': read(`
    - heading [level=1]
    - status
    - button "Take the quiz"`),
  Results: read(`
    - heading "Results" [level=1]
    - group "Held-out set"
    - list
    - navigation "Tables"
    - region "The family at equal tokens":
      - heading "The family at equal tokens" [level=2]
    - region "Equal FLOPs"
    - region "Throughput"`),
  Teach: read(`
    - heading "For teachers" [level=1]
    - group:
      - region "A link for the class"
      - region "What does the class think?"
    - region "Notes to the lessons"
    - heading "Before the lesson" [level=2]`),
  'a worksheet': read(`
    - heading "Where does the memory go?" [level=1]
    - list:
      - listitem:
        - heading [level=2]`),
  About: read(`
    - heading "About this site" [level=1]
    - heading "What the models learned from" [level=2]
    - heading "Code and weights" [level=2]
    - heading "Privacy" [level=2]
    - heading "How to cite" [level=2]
    - table`),
  'an address that leads nowhere': `
  - main:
    - heading [level=1]
    - paragraph
    - paragraph:
      - link`,
  'Explore, depth': explore('Depth of each token'),
  'Explore, flow': explore('Flow'),
  'Explore, kv-cache': explore('What the cache holds'),
  'Explore, generate': explore('Two models write'),
  'Explore, causality': explore('What a later word does'),
  'Explore, batching': explore('Many texts at once'),
};

for (const place of PLACES) {
  test(`landmarks: ${place.name}`, async ({ page }) => {
    await arrive(page, place);
    await expect(page.locator('body')).toMatchAriaSnapshot(LANDMARKS[place.name] ?? LESSON);
  });
}
