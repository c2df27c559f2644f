import sharp from 'sharp'

// libvips would put decoded pictures of more than 100 MB into temporary files, in clear. They stay in memory; the process that
// decodes has a limit of its own. Read by libvips when it first opens a picture.
process.env['VIPS_DISC_THRESHOLD'] = '64g'

// Only the decoders Cutis takes pictures in; SVG, PDF and the rest of libvips stay shut whatever the bytes claim.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadTiff',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

/** sharp with every decoder shut that Cutis takes no pictures in. */
export { sharp }
