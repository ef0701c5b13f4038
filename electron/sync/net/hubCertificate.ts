import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

/** What a hub shows that it is itself with. */
export interface HubIdentity {
  /** PEM: its certificate, then those whose keys signed it, back to the first, which signed itself. */
  chain: readonly string[];
  /** PKCS #8 PEM. */
  privateKey: string;
}

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
/** RFC 5280 §4.1.2.5: no end. Keys are pinned, and office PCs' clocks are years off: a date must not end anything. */
const [BEGIN, END] = [new Date(Date.UTC(2000, 0, 1)), new Date(Date.UTC(9999, 11, 31, 23, 59, 59))];
const SERIAL_BYTES = 16;

/**
 * A new P-256 key with its certificate: signed by itself, or by the key before (`before`), which is how devices that know
 * only that one learn of it. `random`: 128 bits, lower-case hex.
 */
export function newHubIdentity(random: () => string, before: HubIdentity | null = null): HubIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = nameOf(publicKey);
  const signer = before === null ? privateKey : createPrivateKey(before.privateKey);
  const issuer = before === null ? subject : nameOf(createPublicKey(signer));
  const signed = new TBSCertificate({
    version: Version.v3,
    // The first bit is the sign.
    serialNumber: Uint8Array.of(1, ...Buffer.from(random(), 'hex').subarray(0, SERIAL_BYTES - 1)).buffer,
    signature: new AlgorithmIdentifier({ algorithm: ECDSA_SHA256 }),
    issuer,
    validity: new Validity({ notBefore: BEGIN, notAfter: END }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(
      publicKey.export({ format: 'der', type: 'spki' }),
      SubjectPublicKeyInfo,
    ),
    extensions: new Extensions([
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyName(publicKey))),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({
          keyIdentifier: new KeyIdentifier(keyName(createPublicKey(signer))),
        }),
      ),
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true }), true),
      extension(
        id_ce_keyUsage,
        new KeyUsage(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign),
        true,
      ),
    ]),
  });
  const body = AsnConvert.serialize(signed);
  const certificate = AsnConvert.serialize(
    new Certificate({
      tbsCertificate: signed,
      signatureAlgorithm: new AlgorithmIdentifier({ algorithm: ECDSA_SHA256 }),
      signatureValue: arrayBuffer(sign('sha256', Buffer.from(body), signer)),
    }),
  );
  const pem = new X509Certificate(Buffer.from(certificate)).toString();
  return {
    chain: [pem, ...(before?.chain ?? [])],
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  };
}

/** SHA-256 of a public key’s SPKI, lower-case hex. */
export function spkiPin(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex');
}

/** Told by its key, so that no two of a chain have one name. Says nothing of the school: it is sent in the clear. */
function nameOf(key: KeyObject): Name {
  const value = new AttributeValue({ utf8String: `xueji-hub-${spkiPin(key).slice(0, 16)}` });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function keyName(key: KeyObject): ArrayBuffer {
  return arrayBuffer(Buffer.from(spkiPin(key), 'hex').subarray(0, 20));
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
