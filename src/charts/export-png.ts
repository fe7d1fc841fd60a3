import type { Drawing } from './export-svg'

/** The browser could not turn a drawing into pixels. */
export class PictureError extends Error {
  override readonly name = 'PictureError'
}

/** A drawing as PNG, at twice its size unless told otherwise, so that it stays sharp in slides. */
export async function svgToPng({ blob, width, height }: Drawing, scale = 2): Promise<Blob> {
  const address = URL.createObjectURL(blob)
  try {
    const image = await loadImage(address, width, height)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    const context = canvas.getContext('2d')
    if (!context) throw new PictureError('no 2d canvas')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await toBlob(canvas)
  } finally {
    URL.revokeObjectURL(address)
  }
}

function loadImage(address: string, width: number, height: number): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image(width, height)
    image.onload = () => resolve(image)
    image.onerror = () => reject(new PictureError('the drawing could not be read as an image'))
    image.src = address
  })
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new PictureError('the canvas gave no picture'))),
      'image/png',
    )
  })
}
