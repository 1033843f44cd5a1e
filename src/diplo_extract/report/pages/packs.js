/* Texts and facts lie packed in the page; a pack is opened when one of its releases is looked at. */

const openedPacks = new Map();

function openPack(number) {
  if (!openedPacks.has(number)) openedPacks.set(number, unpack(document.getElementById(`pack-${number}`).textContent));
  return openedPacks.get(number);
}

async function unpack(packed) {
  const signs = atob(packed);
  const bytes = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i += 1) bytes[i] = signs.charCodeAt(i);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(plain).text());
}

async function openRelease(number, inAPack) {
  const pack = await openPack(Math.floor(number / inAPack));
  const release = pack[number % inAPack];
  release.unit ??= unitsOf(release.text);
  return release;
}

/* All texts, folded for the search; progress(done, all) is called after each pack. */
async function foldedTexts(releases, inAPack, progress) {
  const texts = [];
  const packs = Math.ceil(releases / inAPack);
  for (let number = 0; number < packs; number += 1) {
    for (const release of await openPack(number)) texts.push(fold(release.text));
    progress(number + 1, packs);
  }
  return texts;
}
