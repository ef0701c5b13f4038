import type { Advice } from '../words.ts';

/** Of the school’s hub and the way there. */
export const wireErrors = {
  HUB_UNREACHABLE: {
    message: 'The hub at {{address}} was not reached.',
    hint: 'Go on working offline: what you do stays on this computer and is sent when the hub is back.',
    message_address: '“{{address}}” is not the address of a hub.',
    hint_address:
      'Write an IP address or the name of a computer, such as 192.168.1.20 or 192.168.1.20:17443; it stands on the hub’s page Sync → Hub.',
    message_name: 'The network knows no computer called {{address}}.',
    hint_name: 'Look for a slip in the name, or write the hub’s IP address.',
    message_closed: 'The computer at {{address}} is on, but no hub is running there.',
    hint_closed:
      'Open Xueji Desk on that computer and see on Sync → Hub whether it runs (a hub without a window: xueji hub serve), and compare the port.',
    message_firewall: 'The computer at {{address}} is on, but its firewall keeps the hub’s port shut.',
    hint_firewall:
      'On the hub’s computer open “Windows Security → Firewall & network protection → Allow an app through firewall” and tick “Private” for Xueji Desk; a first prompt that was answered with “Cancel” is put right there, too.',
    message_silent: 'Nothing comes back from {{address}}.',
    hint_silent:
      'The hub may be off or asleep, the two computers may be on different networks, or the hub’s firewall keeps its port shut; see on its page Sync → Hub whether it runs, then whether its firewall allows Xueji Desk.',
    message_network: 'This computer has no network that leads to {{address}} now.',
    hint_network: 'Look at the cable, the wireless network or the VPN; go on working offline meanwhile.',
    'message_no-hub':
      'What answers at {{address}} is no hub of Xueji Desk, or of a version that can’t talk to this one.',
    'hint_no-hub': 'Compare the address and the port; no student’s data were sent there.',
    'message_other-hub':
      'The hub at {{address}} shows another key than the one this computer knows; the connection was cut.',
    'hint_other-hub':
      'Nothing was sent there. Ask whoever looks after the hub, in person or by telephone: if it was given another key, type the 12 digits that the hub shows on the Sync page (or xueji sync trust); if not, tell whoever looks after the network: somebody may pretend to be the hub.',
    'message_other-digits':
      'What answers at {{address}} has another fingerprint than the one that was typed; it was not taken for the hub.',
    'hint_other-digits':
      'Compare the 12 digits on the Hub page once more. If they differ it may not be your hub that answers: tell whoever looks after the network.',
    message_garbled:
      'The line to the hub at {{address}} is bad: what came was changed on the way, and was thrown away.',
    hint_garbled:
      'It is tried again by itself; nothing is lost, and you can work on offline. If it comes often, try another cable or socket, or a cable instead of Wi-Fi; if that does not help, ask your network administrator to look at the switches, firewall or VPN in between.',
    message_broken: 'The connection to the hub at {{address}} broke, or its answer was not whole.',
    hint_broken:
      'It is tried again by itself, and nothing is lost; if it happens often, look at cable and switch.',
  },
  SYNC_REFUSED: {
    message: 'The hub did not accept this request.',
    hint: 'Try again later; all that is to be sent is still on this computer.',
    'message_no-such-message': 'The hub does not know this request.',
    'hint_no-such-message': 'It may be of an older version: bring the hub up to date first.',
    message_method: 'The hub does not take requests of this kind.',
    hint_method: 'Bring hub and computer to the same version.',
    message_malformed: 'The hub can’t read what it got: it is not whole, or not in the agreed form.',
    hint_malformed:
      'Nothing was changed; bring hub and computer to the same version, and call support if it stays so.',
    message_encoding: 'The hub does not take this kind of compression.',
    hint_encoding: 'Bring hub and computer to the same version.',
    'message_too-large': 'What was sent in one go is larger than the hub takes.',
    'hint_too-large':
      'Nothing was changed; bring hub and computer to the same version, and call support if it stays so.',
    'message_unpacks-too-large': 'What was sent in one go is larger than the hub takes when it is unpacked.',
    'hint_unpacks-too-large': 'Nothing was changed; call support.',
    message_proto: 'The versions of hub and computer are too far apart to talk.',
    hint_proto:
      'Bring the older one up to date; until then go on offline: all that is to be sent is still here.',
    message_upgradeClient: 'The program on this computer is older than the hub; they can no longer talk.',
    hint_upgradeClient:
      'Update the program on this computer. Until then work offline as usual: what is to be sent stays here and is sent after the update.',
    message_upgradeHub: 'The program on the hub is older than the one on this computer; they cannot talk.',
    hint_upgradeHub:
      'Ask the administrator to update the program on the hub’s computer. Until then work offline as usual: what is to be sent stays here.',
    'message_two-hubs':
      'Two hubs were found: this one and another were made of one copy of the data, and both are running.',
    'hint_two-hubs':
      'So that the two do not get mixed up, this computer has paused syncing; work offline as usual, nothing is lost. Ask the administrator to stop one of them, and then to choose “Keep only this one” on the Hub page of the one that stays.',
    'message_session-missing': 'The hub does not know yet which computer this is.',
    'hint_session-missing':
      'It is proved again by itself; if it stays so, enrol this computer again (xueji sync join).',
    'message_session-wrong': 'The session that this computer shows was not given to it by this hub.',
    'hint_session-wrong':
      'It is proved again by itself; if it stays so, enrol this computer again (xueji sync join).',
    'message_session-ended': 'The session with the hub has ended.',
    'hint_session-ended': 'It is opened again by itself.',
    'message_device-unknown': 'This computer is not enrolled at the hub.',
    'hint_device-unknown':
      'The hub may have been restored from an older backup, or be another one: have an administrator enrol this computer again (xueji sync join).',
    'message_device-enrolling': 'The enrolment of this computer was not approved yet.',
    'hint_device-enrolling':
      'Have an administrator compare this computer’s 12-digit fingerprint at the hub and approve it: xueji hub enrol --approve.',
    'message_device-revoked': 'An administrator has revoked this computer: it no longer syncs with the hub.',
    'hint_device-revoked':
      'If that was a slip, have it enrolled again; what was not sent yet is still on this computer.',
    'message_nonce-used': 'The hub has answered this very request before.',
    'hint_nonce-used': 'It is asked again by itself; nothing was taken twice.',
    message_busy: 'This computer asks the hub too much at one time.',
    hint_busy: 'It is tried again by itself.',
    message_tries: 'So many wrong codes came that the hub looks at none for a while.',
    hint_tries: 'Wait 15 minutes, then have an administrator make a new code with xueji hub enrol.',
    'message_code-wrong': 'The enrolment code is wrong.',
    'hint_code-wrong':
      'Compare it with what the hub shows; capitals do not matter, and there is no I, L, O or U in it.',
    'message_code-used': 'Another computer has used this enrolment code.',
    'hint_code-used':
      'One code enrols one computer: have an administrator make another with xueji hub enrol; if nobody else is enrolling, look at xueji hub enrol --list for the one too many, and do not approve it.',
    'message_code-ended': 'This enrolment code has run out.',
    'hint_code-ended':
      'Have an administrator make another with xueji hub enrol; a code is good for 15 minutes.',
    'message_challenge-wrong': 'This computer did not prove that it has the key it was enrolled with.',
    'hint_challenge-wrong': 'Have an administrator enrol it again (xueji sync join).',
    'message_not-yours': 'The hub has no such file, or it is of a college that this computer is not granted.',
    'hint_not-yours': 'If it is needed, have an administrator widen the grant (xueji hub grant).',
    message_range: 'This piece of a file does not go on where the hub’s part ends.',
    hint_range: 'It is sent again from there by itself.',
    message_hash: 'The file that came to the hub is not what its check sum says.',
    hint_hash:
      'It is sent again by itself; if it happens often, look at the cable and at this computer’s disk.',
    message_stopping: 'The hub is stopping.',
    hint_stopping: 'It is tried again by itself; go on working offline meanwhile.',
    'message_store-full': 'The disk of the hub is full: it took nothing.',
    'hint_store-full':
      'Have an administrator make room there (old backups, the bin); then it is tried again by itself. What was not sent is on this computer: go on working offline.',
    'message_store-disk': 'The hub can’t write to its disk: it took nothing.',
    'hint_store-disk':
      'Have an administrator look at the disk of the hub and at the rights on its folder; it is tried again by itself. What was not sent is on this computer: go on working offline.',
    'message_store-damaged': 'Some of the hub’s data can’t be read: it took nothing.',
    'hint_store-damaged':
      'Have an administrator stop the hub and restore the newest backup: xueji hub restore. What was not sent is on this computer and is brought after that.',
    'message_store-silent': 'The database of the hub does not answer.',
    'hint_store-silent':
      'Have an administrator see whether PostgreSQL runs; it is tried again by itself. What was not sent is on this computer: go on working offline.',
    'message_store-busy': 'Something else holds the database of the hub.',
    'hint_store-busy':
      'It is tried again by itself; if it stays so, have an administrator see which program has the hub’s files open.',
    message_internal: 'Something failed inside the hub (incident {{incident}}).',
    hint_internal:
      'Nothing was changed, and it is tried again by itself; if it happens often, give the incident and the logs of the hub to support.',
  },
  HUB_DEVICE: {
    message: 'The hub has no such computer.',
    hint: 'Xueji hub enrol --list shows those that are enrolled; write the beginning of an id, or a name.',
    message_several: '“{{device}}” fits more than one computer.',
    hint_several: 'Write the whole id: xueji hub enrol --list.',
    message_active: '“{{name}}” was approved before.',
    hint_active: 'To change what it may have, use xueji hub grant.',
    message_enrolling: '“{{name}}” was not approved yet.',
    hint_enrolling: 'Compare the 12-digit fingerprint and approve it: xueji hub enrol --approve.',
    message_revoked: '“{{name}}” was revoked and can’t be changed any more.',
    hint_revoked: 'If it is needed again, enrol that computer anew: a revocation is not taken back.',
    message_scope: 'Nothing says of which colleges this computer may have data.',
    hint_scope: 'Name colleges with --college (as often as needed), or give it all with --whole-school.',
    message_fingerprint: 'The digits are not those of that computer, which was not approved.',
    hint_fingerprint:
      'Look again at the 12 digits on that computer’s screen; if they really differ, do not approve it: somebody may pretend to be it.',
  },
} as const satisfies Advice<'HUB_UNREACHABLE' | 'SYNC_REFUSED' | 'HUB_DEVICE'>;
