import type {
  CheckOutcome,
  PhotoCheckItem,
  PhotoFindingCode,
  RetakeWhy,
} from '../../domain/photoFindings.ts';
import type { PhotoReason, PhotoVerdict, ReviewState } from '../../domain/photoReview.ts';
import type { PhotoRole } from '../../domain/photoStandard.ts';

/** The words about photos that window, command line and workbooks share. */
export const photos = {
  role: { admission: '录取照片', graduation: '学历照片' } satisfies Record<PhotoRole, string>,
  verdict: { correct: '正确', wrong: '有问题' } satisfies Record<PhotoVerdict, string>,
  state: {
    unreviewed: '未审核',
    correct: '正确',
    wrong: '有问题',
    changed: '照片已换，需重新审核',
  } satisfies Record<ReviewState, string>,
  reason: {
    'wrong-person': '不是本人',
    background: '背景不匀或颜色不符',
    framing: '头部位置或大小不合',
    light: '高光、反光或阴阳脸',
    covered: '耳朵或眉毛被遮住',
    teeth: '露齿',
    adornment: '戴帽、首饰或有色（隐形）镜片',
    altered: '修图、镜像或旋转',
    recaptured: '翻拍',
    size: '像素或文件不合格式',
    reused: '用了录取照片或一年前的照片',
    other: '其他（请写备注）',
  } satisfies Record<PhotoReason, string>,
  finding: {
    PHOTO_TWICE: '与别人同一张',
    PHOTO_FACE: '人脸',
    PHOTO_BACKGROUND: '背景',
    PHOTO_SIZE: '像素或方向',
    PHOTO_COLOUR: '不是真彩色',
    PHOTO_NOT_JPEG: '不是 JPG',
    PHOTO_DAMAGED: '数据有损',
    PHOTO_BYTES: '文件大小',
  } satisfies Record<PhotoFindingCode, string>,
  check: {
    format: '格式',
    sound: '完好',
    pixels: '像素',
    upright: '方向',
    colour: '颜色',
    dpi: '分辨率',
    bytes: '文件大小',
    background: '背景颜色',
    evenness: '背景均匀',
  } satisfies Record<PhotoCheckItem, string>,
  checkOutcome: { pass: '合格', fail: '不合格', note: '提示', none: '不作要求' } satisfies Record<
    CheckOutcome,
    string
  >,
  checkIs: {
    format: '{{format}}',
    sound_0: '能完整解码',
    sound_1: '解码时有警告',
    pixels: '{{width}} × {{height}}',
    upright_1: '正立',
    upright_other: '带旋转标记 {{orientation}}',
    colour: '{{colour}} {{bits}} 位',
    dpi: '{{dpi}} dpi',
    bytes: '{{kilobytes}} KB',
    background: 'RGB {{colour}}',
    evenness: '相差 {{unevenness}}',
  },
  checkWanted: {
    format: 'JPG',
    pixels: '{{width}} × {{height}}',
    colour: 'RGB {{bits}} 位',
    dpi: '{{dpi}} dpi',
    bytes: '{{least}}–{{most}} KB',
    background: 'RGB {{colours}}',
    evenness: '不超过 {{unevenness}}',
  },
  unknown: '未知',
  retake: {
    missing: '没有学历照片',
    refused: '审核为有问题',
    flagged: '不合标准，尚未人工认可',
  } satisfies Record<RetakeWhy, string>,
} as const;
