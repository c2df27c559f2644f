export const columns = ['dermatologist', 'general-practitioner', 'nurse', 'administrator', 'privacy-officer'] as const
export const matrix = `
                      D G N A P
  patient.read        x x x . .
  patient.write       x x x . .
  patient.import      x . . . .
  note.write          x x x . .
  lesion.write        x x x . .
  task.write          x x x . .
  image.read          x x x . .
  image.capture       x x x . .
  image.void          x . . . .
  mark.write          x x x . .
  report.sign         x x . . .
  consult.ask         x x x . .
  consult.answer      x . . . .
  message.read        x x x . .
  message.write       x x x . .
  message.template    x . x . .
  order.write         x x x . .
  order.sign          x x . . .
  result.sign         x . . . .
  prescription.draft  x x x . .
  prescription.sign   x x . . .
  schedule.write      x x x . .
  user.manage         . . . x .
  audit.read          . . . . x
  audit.read-own      x x x x x
  audit.verify        . . . x x
  visit.run           x x . . .
  device.read         x x x x .
  reading.read        x x x . .
  reading.write       x x x . .
  sync.read           x x x x x
  sync.resolve        x x . . .
  clinic.configure    . . . x .
  backup.make         . . . x .`

/** What each call of the contract needs, also a second time. */
export const needs = `
  workstation.about           anyone
  workstation.news            anyone
  workstation.health          signed-in
  workstation.backUp          backup.make
  consults.worklist           patient.read
  consults.ofPatient          patient.read
  consults.consult            patient.read
  consults.begin              consult.ask
  consults.save               consult.ask
  consults.send               consult.ask
  consults.withdraw           consult.ask
  consults.acknowledge        consult.ask
  consults.claim              consult.answer
  consults.release            consult.answer
  consults.override           consult.answer
  consults.askRetake          consult.answer
  consults.answer             consult.answer
  consults.say                consult.ask
  consults.paper              consult.ask
  reactions.list              patient.read
  reactions.save              note.write
  reactions.discard           note.write
  reactions.sign              report.sign
  reactions.withdraw          report.sign
  reactions.paper             note.write
  messages.threads            message.read
  messages.page               message.read
  messages.unread             message.read
  messages.search             message.read
  messages.begin              message.write
  messages.send               message.write
  messages.markRead           message.read
  messages.draft              message.write
  messages.saveDraft          message.write
  messages.templates          message.read
  messages.saveTemplate       message.template
  messages.removeTemplate     message.template
  orders.ofPatient            patient.read
  orders.tracking             patient.read
  orders.draft                order.write
  orders.send                 order.sign
  orders.step                 order.write
  orders.collect              order.write
  orders.enterResult          order.write
  orders.match                order.write
  orders.setAside             order.sign
  orders.signResult           result.sign
  orders.tell                 order.write
  letters.referral            order.write
  letters.visit               note.write
  letters.instructions        consult.ask
  prescribing.search          patient.read
  prescribing.list            patient.read
  prescribing.facts           patient.read
  prescribing.check           prescription.draft
  prescribing.save            prescription.draft
  prescribing.discard         prescription.draft
  prescribing.sign            prescription.sign
  prescribing.cancel          prescription.sign
  prescribing.verify          patient.read
  prescribing.paper           prescription.draft
  prescribing.pharmacies      signed-in
  prescribing.setPharmacies   clinic.configure
  policies.list               signed-in
  policies.decide             clinic.configure
  prescribing.refills         patient.read
  prescribing.requestRefill   prescription.draft
  prescribing.renew           prescription.draft
  prescribing.deny            prescription.sign
  schedule.view               patient.read
  schedule.putResource        schedule.write
  schedule.book               schedule.write
  schedule.move               schedule.write
  schedule.step               schedule.write
  schedule.wait               schedule.write
  schedule.answerOffer        schedule.write
  access.door                 anyone
  access.setUp                anyone
  access.openDemo             anyone
  access.signIn               anyone
  access.confirmCode          anyone
  access.lock                 anyone
  access.stirred              signed-in
  access.users                user.manage
  access.addUser              user.manage
  access.setRole              user.manage
  access.setActive            user.manage
  access.setPassword          user.manage
  access.resetSecondStep      user.manage
  access.changePassword       signed-in
  access.newRecoveryCodes     signed-in
  access.configure            clinic.configure
  access.audit                audit.read-own
  access.verifyAudit          audit.verify
  access.preferences          signed-in
  access.setPreference        signed-in
  records.findPatients        patient.read
  records.patient             patient.read
  records.timeline            patient.read
  records.case                patient.read
  records.searchNotes         patient.read
  records.tasks               patient.read
  records.today               patient.read
  records.addPatient          patient.write
  records.openCase            patient.write
  records.closeCase           patient.write
  records.addLesion           lesion.write
  records.writeNote           note.write
  records.addProblem          patient.write
  records.addTask             task.write
  records.closeTask           task.write
  records.reopenTask          task.write
  records.importBundle        patient.import
  chart.view                  patient.read
  chart.addProblem            patient.write
  chart.changeProblem         patient.write
  chart.addAllergy            patient.write
  chart.changeAllergy         patient.write
  chart.noKnownAllergies      patient.write
  chart.addMedicine           patient.write
  chart.changeMedicine        patient.write
  chart.stopMedicine          patient.write
  chart.addResult             patient.write
  chart.setFact               patient.write
  chart.takeOut               patient.write
  capture.shots               image.read
  capture.keep                image.capture
  capture.voidShot            image.void
  capture.setPatientPhoto     image.capture
  capture.deviceImages        image.capture
  capture.takeDeviceImage     image.capture
  capture.releaseShutter      image.capture
  review.marks                image.read
  review.put                  mark.write
  review.sign                 report.sign
  review.voidMark             mark.write
  review.register             image.read
  review.findScale            image.read
  review.outline              image.read
  review.similar              image.read
  review.differences          image.read
  review.due                  image.read
  review.calibrations         image.read
  review.addCalibration       image.capture
  sync.state                  sync.read
  sync.items                  sync.read
  sync.retry                  sync.read
  sync.conflicts              sync.resolve
  sync.resolve                sync.resolve
  sync.startOver              sync.resolve
  devices.attached            device.read
  devices.choose              device.read
  devices.watched             device.read
  devices.watch               device.read
  devices.unwatch             device.read
  devices.pedal               image.capture
  devices.light               image.capture
  devices.setLight            image.capture
  monitoring.startImport      reading.write
  monitoring.import           reading.read
  monitoring.cancelImport     reading.write
  monitoring.keepImport       reading.write
  monitoring.live             reading.read
  monitoring.readings         reading.read
  monitoring.quarantine       reading.read
  monitoring.decide           reading.write
  monitoring.enter            reading.write
  monitoring.importCsv        reading.write
  monitoring.captures         reading.read
  monitoring.redecode         reading.write
  monitoring.setClock         reading.write
  visits.waiting              patient.read
  visits.visit                patient.read
  visits.invite               visit.run
  visits.inviteGuest          visit.run
  visits.admitGuest           visit.run
  visits.sendGuestOut         visit.run
  visits.start                visit.run
  visits.line                 visit.run
  visits.say                  visit.run
  visits.vouch                visit.run
  visits.ice                  visit.run
  visits.takePhoto            image.capture
  visits.photoKept            image.capture
  visits.end                  visit.run
  portal.invite               message.write
  portal.revoke               message.write
  portal.entries              patient.read`
